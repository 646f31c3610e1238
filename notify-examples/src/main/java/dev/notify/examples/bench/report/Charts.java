package dev.notify.examples.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sheets as charts: what is reached, how long things take, what a full database costs. */
public final class Charts {

    private static final double LONGEST_RATIO = 5;
    private static final double LONGEST_WORSE = 4;
    private static final List<Figure> TIMES = List.of(Figure.RAW_HAND_OVER, Figure.WAY, Figure.LATENESS);

    private Charts() {}

    /** File names and what to write into them. */
    public static Map<String, String> of(List<Sheet> sheets, long rows) {
        Map<String, String> files = new LinkedHashMap<>();
        if (!sheets.isEmpty()) {
            files.put("goals.svg", goals(sheets).svg());
            files.put("times.svg", times(sheets).svg());
            files.put("rows.svg", worse(sheets, rows).svg());
        }
        return files;
    }

    private static BarChart goals(List<Sheet> sheets) {
        List<BarChart.Group> groups = Goal.ALL.stream()
                .filter(Goal::isBound)
                .map(goal -> new BarChart.Group(
                        goal.words() + " " + goal.boundWords(),
                        sheets.stream().map(s -> goal.part(goal.of(s))).toList()))
                .toList();
        List<String> databases = sheets.stream().map(Sheet::database).toList();
        return new BarChart("How far each goal is reached: 1 and more is reached", databases, groups, 1, LONGEST_RATIO);
    }

    private static BarChart times(List<Sheet> sheets) {
        List<BarChart.Group> groups = new ArrayList<>();
        for (Sheet sheet : sheets) {
            for (Figure figure : TIMES) {
                if (sheet.has(figure, Backdrop.EMPTY)) {
                    groups.add(new BarChart.Group(
                            sheet.database() + ": " + figure.words(),
                            List.of(
                                    sheet.percentile(figure, Backdrop.EMPTY, 0.5),
                                    sheet.percentile(figure, Backdrop.EMPTY, 0.95),
                                    sheet.percentile(figure, Backdrop.EMPTY, 0.99))));
                }
            }
        }
        double longest = groups.stream()
                .flatMap(g -> g.bars().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        return new BarChart(
                "Milliseconds, in an empty database",
                List.of("p50", "p95", "p99"),
                groups,
                Double.NaN,
                Math.min(20, longest));
    }

    private static BarChart worse(List<Sheet> sheets, long rows) {
        List<BarChart.Group> groups = new ArrayList<>();
        for (Sheet sheet : sheets) {
            for (Figure figure : Figure.values()) {
                if (sheet.has(figure, Backdrop.FUTURE) || sheet.has(figure, Backdrop.FINISHED)) {
                    groups.add(new BarChart.Group(
                            sheet.database() + ": " + figure.words(),
                            List.of(sheet.worse(figure, Backdrop.FUTURE), sheet.worse(figure, Backdrop.FINISHED))));
                }
            }
        }
        return new BarChart(
                "How many times worse in a full database than in an empty one",
                List.of(Backdrop.FUTURE.words(rows), Backdrop.FINISHED.words(rows)),
                groups,
                Goal.WORSE_AT_MOST,
                LONGEST_WORSE);
    }
}
