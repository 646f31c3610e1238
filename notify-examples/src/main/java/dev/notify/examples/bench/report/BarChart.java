package dev.notify.examples.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of horizontal bars in groups, as SVG.
 *
 * @param series what the bars of each group stand for, in order; as many as there are colours at most
 * @param mark where a line across all groups is drawn; NaN for none
 * @param most the longest bar: what is longer is cut there, and its number still says how long it is
 */
record BarChart(String title, List<String> series, List<Group> groups, double mark, double most) {

    private static final List<String> COLOURS = List.of("#3b6ea5", "#d98b2b", "#5a9a5a", "#9a5a8f");
    private static final int LEFT = 380;
    private static final int WIDTH = 420;
    private static final int BAR = 13;
    private static final int GAP = 12;
    private static final int TOP = 64;

    /** Bars that belong together; a NaN leaves its bar out. */
    record Group(String label, List<Double> bars) {
        Group {
            bars = List.copyOf(bars);
        }
    }

    BarChart {
        series = List.copyOf(series);
        groups = List.copyOf(groups);
        if (series.size() > COLOURS.size()) {
            throw new IllegalArgumentException("series are more than there are colours: " + series.size());
        }
    }

    String svg() {
        List<String> lines = new ArrayList<>();
        int y = TOP;
        for (Group group : groups) {
            lines.add(text(LEFT - 10, y + group.bars().size() * BAR / 2.0 + 4, "end", group.label()));
            for (int i = 0; i < group.bars().size(); i++) {
                double value = group.bars().get(i);
                if (Double.isFinite(value)) {
                    bar(lines, i, y, value);
                }
                y += BAR;
            }
            y += GAP;
        }
        if (Double.isFinite(mark)) {
            double x = LEFT + length(mark);
            lines.add(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#b03030\" stroke-dasharray=\"4 3\"/>",
                    x,
                    TOP - 6,
                    x,
                    y));
        }
        int height = y + 10;
        List<String> all = new ArrayList<>();
        all.add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                LEFT + WIDTH + 100,
                height,
                LEFT + WIDTH + 100,
                height));
        all.add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        all.add("<text x=\"10\" y=\"22\" font-size=\"15\" fill=\"#222222\">" + escaped(title) + "</text>");
        legend(all);
        all.addAll(lines);
        all.add("</svg>");
        return String.join("\n", all) + "\n";
    }

    private void legend(List<String> lines) {
        int x = LEFT;
        for (int i = 0; i < series.size(); i++) {
            lines.add("<rect x=\"" + x + "\" y=\"36\" width=\"10\" height=\"10\" fill=\"" + COLOURS.get(i) + "\"/>");
            lines.add(text(x + 14, 45, "start", series.get(i)));
            x += 30 + 7 * series.get(i).length();
        }
    }

    private void bar(List<String> lines, int index, int y, double value) {
        lines.add(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                LEFT,
                y,
                length(value),
                BAR - 2,
                COLOURS.get(index % COLOURS.size())));
        lines.add(text(LEFT + length(value) + 4, y + BAR - 3, "start", Goal.number(value)));
    }

    private double length(double value) {
        return WIDTH * Math.max(0, Math.min(value, most)) / most;
    }

    private static String text(double x, double y, String anchor, String words) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222222\">%s</text>",
                x,
                y,
                anchor,
                escaped(words));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
