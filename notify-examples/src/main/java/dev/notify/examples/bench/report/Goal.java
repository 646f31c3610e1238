package dev.notify.examples.bench.report;

import static dev.notify.examples.bench.report.Backdrop.EMPTY;
import static dev.notify.examples.bench.report.Figure.ACCEPT_1;
import static dev.notify.examples.bench.report.Figure.ACCEPT_64;
import static dev.notify.examples.bench.report.Figure.BULK;
import static dev.notify.examples.bench.report.Figure.DRAIN;
import static dev.notify.examples.bench.report.Figure.END_TO_END;
import static dev.notify.examples.bench.report.Figure.IDLE;
import static dev.notify.examples.bench.report.Figure.LATENESS;
import static dev.notify.examples.bench.report.Figure.QUEUE_TABLE;
import static dev.notify.examples.bench.report.Figure.RAW_1;
import static dev.notify.examples.bench.report.Figure.RAW_64;
import static dev.notify.examples.bench.report.Figure.RAW_BOTH_64;
import static dev.notify.examples.bench.report.Figure.RAW_BOTH_GROUP;
import static dev.notify.examples.bench.report.Figure.RAW_GROUP;
import static dev.notify.examples.bench.report.Figure.RAW_HAND_OVER;
import static dev.notify.examples.bench.report.Figure.SETTLE_GROUP;
import static dev.notify.examples.bench.report.Figure.WAY;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What is to be reached.
 *
 * @param value what a database reached; NaN where it was not measured
 * @param most whether the bound is the most that is allowed, not the least
 * @param bound NaN where the value is only shown
 */
record Goal(String words, ToDoubleFunction<Sheet> value, boolean most, double bound) {

    /** So much worse may anything be for a million rows that do not matter to it. */
    static final double WORSE_AT_MOST = 1.3;

    /** All of them, in the order of the table. */
    static final List<Goal> ALL = List.of(
            least("accept, 64 callers : raw commits, 1 thread", s -> s.ratio(ACCEPT_64, RAW_1), 3),
            shown("accept, 64 callers : raw commits, 64 threads", s -> s.ratio(ACCEPT_64, RAW_64)),
            most("time of one caller's accept : raw commit", s -> 1 / s.ratio(ACCEPT_1, RAW_1), 1.3),
            shown("accept, 200 recipients in a call : raw, 256 in a commit", s -> s.ratio(BULK, RAW_GROUP)),
            least("drain : raw queue table", s -> s.ratio(DRAIN, QUEUE_TABLE), 0.6),
            least("drain : raw, narrow (update + delete of known ids)", s -> s.ratio(DRAIN, SETTLE_GROUP), 0.6),
            least("end to end : raw insert + update, each committed", s -> s.ratio(END_TO_END, RAW_BOTH_64), 0.5),
            least("end to end : raw insert + update, 256 in a commit", s -> s.ratio(END_TO_END, RAW_BOTH_GROUP), 0.5),
            least("end to end, in a second", s -> s.typical(END_TO_END, EMPTY), 10_000),
            most("send to channel, p50 : raw insert, commit, hand over", s -> s.ratio(WAY, RAW_HAND_OVER), 2),
            most("lateness, p50, ms", s -> s.percentile(LATENESS, EMPTY, 0.5), 5),
            most("lateness, p95, ms", s -> s.percentile(LATENESS, EMPTY, 0.95), 50),
            most("the worst figure, without : with future rows", s -> worst(s, Backdrop.FUTURE), WORSE_AT_MOST),
            most("the worst figure, without : with finished rows", s -> worst(s, Backdrop.FINISHED), WORSE_AT_MOST),
            most("statements a second of an idle node", s -> s.typical(IDLE, EMPTY), 2));

    private static Goal least(String words, ToDoubleFunction<Sheet> value, double bound) {
        return new Goal(words, value, false, bound);
    }

    private static Goal most(String words, ToDoubleFunction<Sheet> value, double bound) {
        return new Goal(words, value, true, bound);
    }

    private static Goal shown(String words, ToDoubleFunction<Sheet> value) {
        return new Goal(words, value, false, Double.NaN);
    }

    private static double worst(Sheet sheet, Backdrop backdrop) {
        return Arrays.stream(Figure.values())
                .filter(figure -> !figure.isFloor())
                .mapToDouble(figure -> sheet.worse(figure, backdrop))
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
    }

    double of(Sheet sheet) {
        return value.applyAsDouble(sheet);
    }

    boolean isBound() {
        return !Double.isNaN(bound);
    }

    boolean reached(double is) {
        return most ? is <= bound : is >= bound;
    }

    /** How far it is reached: 1 and above is reached, whichever way the goal points. */
    double part(double is) {
        return most ? bound / is : is / bound;
    }

    String boundWords() {
        return isBound() ? (most ? "<= " : ">= ") + number(bound) : "";
    }

    /** With as many digits as say something. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size == Math.rint(size) && size < 100 ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
