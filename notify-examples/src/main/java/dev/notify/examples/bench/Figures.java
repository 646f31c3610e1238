package dev.notify.examples.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the rounds on one database brought, and the table of it. */
final class Figures {

    private final String database;
    private final Map<Kind, List<Double>> rounds = new LinkedHashMap<>();
    private final Map<String, List<double[]>> ways = new LinkedHashMap<>();

    Figures(String database) {
        this.database = database;
    }

    /** What is measured, in the order of the table. */
    enum Kind {
        RAW_1("raw: insert, commit; 1 thread"),
        RAW_64("raw: insert, commit; 64 threads"),
        ACCEPT_1("accept, 1 caller"),
        ACCEPT_8("accept, 8 callers"),
        ACCEPT_64("accept, 64 callers"),
        SETTLE_1("raw: update + delete, 1 in a commit"),
        SETTLE_GROUP("raw: update + delete, 256 in a commit"),
        DRAIN("drain of a backlog"),
        RAW_BOTH_64("raw: insert, commit, update, commit; 64 threads"),
        RAW_BOTH_GROUP("raw: insert, commit, update, commit; 256 at once"),
        END_TO_END("immediate end to end, 64 callers");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    void add(Kind kind, double perSecond) {
        rounds.computeIfAbsent(kind, k -> new ArrayList<>()).add(perSecond);
    }

    void addWays(String what, double[] sorted) {
        ways.computeIfAbsent(what, k -> new ArrayList<>()).add(sorted);
    }

    private double median(Kind kind) {
        double[] all = rounds.getOrDefault(kind, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return all.length == 0 ? Double.NaN : (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
    }

    /** The median over the rounds of a ratio within each round: what slows the machine slows both. */
    private double ratio(Kind of, Kind to) {
        List<Double> these = rounds.getOrDefault(of, List.of());
        List<Double> those = rounds.getOrDefault(to, List.of());
        double[] all = new double[Math.min(these.size(), those.size())];
        for (int i = 0; i < all.length; i++) {
            all[i] = these.get(i) / those.get(i);
        }
        Arrays.sort(all);
        return all.length == 0 ? Double.NaN : (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
    }

    String markdown() {
        StringBuilder out = new StringBuilder("### " + database + "\n\n");
        out.append("| ratio, median of the rounds | is | goal |\n|---|---|---|\n");
        ratio(out, "accept with 64 callers : raw commits from 64 threads", ratio(Kind.ACCEPT_64, Kind.RAW_64), ">= 2");
        ratio(out, "time of one caller's accept : raw commit", 1 / ratio(Kind.ACCEPT_1, Kind.RAW_1), "<= 1.5");
        ratio(out, "drain : raw update + delete in groups", ratio(Kind.DRAIN, Kind.SETTLE_GROUP), ">= 0.4");
        ratio(out, "end to end : raw insert + update, each committed", ratio(Kind.END_TO_END, Kind.RAW_BOTH_64), "");
        ratio(out, "end to end : raw insert + update in groups", ratio(Kind.END_TO_END, Kind.RAW_BOTH_GROUP), "");
        out.append("\n| in a second | median | least | most |\n|---|---:|---:|---:|\n");
        for (Kind kind : Kind.values()) {
            List<Double> all = rounds.getOrDefault(kind, List.of());
            if (!all.isEmpty()) {
                out.append(String.format(
                        Locale.ROOT,
                        "| %s | %,.0f | %,.0f | %,.0f |%n",
                        kind.words,
                        median(kind),
                        all.stream().mapToDouble(d -> d).min().orElse(0),
                        all.stream().mapToDouble(d -> d).max().orElse(0)));
            }
        }
        if (!ways.isEmpty()) {
            out.append("\n| milliseconds | p50 | p95 | p99 |\n|---|---:|---:|---:|\n");
            ways.forEach((what, lists) -> way(out, what, lists));
        }
        return out.append('\n').toString();
    }

    private static void ratio(StringBuilder out, String words, double ratio, String goal) {
        out.append(String.format(Locale.ROOT, "| %s | %.2f | %s |%n", words, ratio, goal));
    }

    private static void way(StringBuilder out, String what, List<double[]> lists) {
        double[] all = lists.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        out.append(String.format(
                Locale.ROOT, "| %s | %.2f | %.2f | %.2f |%n", what, at(all, 0.5), at(all, 0.95), at(all, 0.99)));
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
    }
}
