package dev.notify.examples.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables of all databases, as Markdown. */
public record Page(String run, long rows, List<Sheet> sheets, List<String> remarks) {

    private static final double[] PARTS = {0.5, 0.95, 0.99};

    public Page {
        sheets = List.copyOf(sheets);
        remarks = List.copyOf(remarks);
    }

    /** The page: a line about the run, the goals of all databases side by side, then each database. */
    public String markdown() {
        StringBuilder out = new StringBuilder(run).append("\n\n");
        if (!sheets.isEmpty()) {
            goals(out);
        }
        remarks.forEach(remark -> out.append(remark).append("\n\n"));
        for (Sheet sheet : sheets) {
            out.append("### ").append(sheet.database()).append("\n\n");
            rates(out, sheet);
            times(out, sheet);
            costs(out, sheet);
            sheet.remarks().forEach(remark -> out.append(remark).append("\n\n"));
        }
        return out.toString();
    }

    private void goals(StringBuilder out) {
        row(out, "", "goal", columns(Sheet::database));
        row(out, "---", "---", columns(s -> "---:"));
        for (Goal goal : Goal.ALL) {
            row(out, goal.words(), goal.boundWords(), columns(sheet -> cell(goal, goal.of(sheet))));
        }
        out.append('\n');
    }

    private String columns(java.util.function.Function<Sheet, String> cell) {
        return sheets.stream().map(cell).collect(Collectors.joining(" | "));
    }

    private static String cell(Goal goal, double is) {
        if (!Double.isFinite(is) || !goal.isBound()) {
            return Goal.number(is);
        }
        return Goal.number(is) + (goal.reached(is) ? ", reached" : ", **not reached**");
    }

    private void rates(StringBuilder out, Sheet sheet) {
        heads(out, "in a second, median of the rounds", "slower with ");
        for (Figure figure : Figure.values()) {
            if (figure.unit() != Figure.Unit.MILLIS && sheet.has(figure, Backdrop.EMPTY)) {
                line(out, sheet, figure, backdrop -> Goal.number(sheet.typical(figure, backdrop)));
            }
        }
        out.append('\n');
    }

    private void times(StringBuilder out, Sheet sheet) {
        heads(out, "milliseconds, p50 / p95 / p99", "p50 longer with ");
        for (Figure figure : Figure.values()) {
            if (figure.unit() == Figure.Unit.MILLIS && sheet.has(figure, Backdrop.EMPTY)) {
                line(
                        out,
                        sheet,
                        figure,
                        backdrop -> Arrays.stream(PARTS)
                                .mapToObj(part -> millis(sheet.percentile(figure, backdrop, part)))
                                .collect(Collectors.joining(" / ")));
            }
        }
        out.append('\n');
    }

    private void heads(StringBuilder out, String what, String worse) {
        String future = Backdrop.FUTURE.words(rows);
        String finished = Backdrop.FINISHED.words(rows);
        row(out, what, "empty", future, finished, worse + future, worse + finished);
        row(out, "---", "---:", "---:", "---:", "---:", "---:");
    }

    private interface Cell {
        String of(Backdrop backdrop);
    }

    private static void line(StringBuilder out, Sheet sheet, Figure figure, Cell cell) {
        List<String> cells = new ArrayList<>(List.of(figure.words()));
        for (Backdrop backdrop : Backdrop.values()) {
            cells.add(sheet.has(figure, backdrop) ? cell.of(backdrop) : "");
        }
        for (Backdrop backdrop : List.of(Backdrop.FUTURE, Backdrop.FINISHED)) {
            cells.add(sheet.has(figure, backdrop) ? times(sheet.worse(figure, backdrop)) : "");
        }
        row(out, cells.toArray(String[]::new));
    }

    private static String times(double worse) {
        if (!Double.isFinite(worse)) {
            return "-";
        }
        return String.format(Locale.ROOT, worse <= Goal.WORSE_AT_MOST ? "%.2f" : "**%.2f**", worse);
    }

    private static void costs(StringBuilder out, Sheet sheet) {
        if (!sheet.costs().isEmpty()) {
            row(out, "for one notification", "commits", "rows inserted", "updated", "deleted", "bytes of WAL");
            row(out, "---", "---:", "---:", "---:", "---:", "---:");
            sheet.costs()
                    .forEach((what, each) -> row(
                            out,
                            what,
                            String.format(Locale.ROOT, "%.3f", each.commits()),
                            String.format(Locale.ROOT, "%.2f", each.inserted()),
                            String.format(Locale.ROOT, "%.2f", each.updated()),
                            String.format(Locale.ROOT, "%.2f", each.deleted()),
                            String.format(Locale.ROOT, "%,.0f", each.walBytes())));
            out.append('\n');
        }
    }

    private static String millis(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static void row(StringBuilder out, String... cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
