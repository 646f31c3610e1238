package dev.notify.examples.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the rounds on one database brought. Not safe for several threads. */
public final class Sheet {

    private final String database;
    private final Map<Figure, Map<Backdrop, List<double[]>>> rounds = new EnumMap<>(Figure.class);
    private final Map<String, Costs> costs = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    /** An empty one. */
    public Sheet(String database) {
        this.database = database;
    }

    /** The name of the database. */
    public String database() {
        return database;
    }

    /** Adds what a round brought: one number, or many samples. */
    public void add(Figure figure, Backdrop backdrop, double... values) {
        rounds.computeIfAbsent(figure, f -> new EnumMap<>(Backdrop.class))
                .computeIfAbsent(backdrop, b -> new ArrayList<>())
                .add(values.clone());
    }

    /** Adds what something costs the server for each notification. */
    public void addCosts(String what, Costs each) {
        costs.put(what, each);
    }

    /** Adds a sentence for below the tables. */
    public void remark(String sentence) {
        remarks.add(sentence);
    }

    Map<String, Costs> costs() {
        return costs;
    }

    List<String> remarks() {
        return remarks;
    }

    boolean has(Figure figure, Backdrop backdrop) {
        return !of(figure, backdrop).isEmpty();
    }

    private List<double[]> of(Figure figure, Backdrop backdrop) {
        return rounds.getOrDefault(figure, Map.of()).getOrDefault(backdrop, List.of());
    }

    /** The median of the rounds. */
    double typical(Figure figure, Backdrop backdrop) {
        return Percentiles.median(middles(figure, backdrop));
    }

    /** That part of the samples of all rounds is no more than this. */
    double percentile(Figure figure, Backdrop backdrop, double part) {
        return Percentiles.at(
                part,
                of(figure, backdrop).stream().flatMapToDouble(Arrays::stream).toArray());
    }

    /** The median over the rounds of a ratio within each round: what slows the machine slows both. */
    double ratio(Figure of, Figure to) {
        return ratio(middles(of, Backdrop.EMPTY), middles(to, Backdrop.EMPTY));
    }

    /** How many times worse it is with that in the database; NaN where it was not measured. */
    double worse(Figure figure, Backdrop backdrop) {
        List<Double> empty = middles(figure, Backdrop.EMPTY);
        List<Double> full = middles(figure, backdrop);
        return figure.unit() == Figure.Unit.A_SECOND ? ratio(empty, full) : ratio(full, empty);
    }

    private List<Double> middles(Figure figure, Backdrop backdrop) {
        return of(figure, backdrop).stream()
                .map(values -> Percentiles.at(0.5, values))
                .toList();
    }

    private static double ratio(List<Double> these, List<Double> those) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < Math.min(these.size(), those.size()); i++) {
            all.add(these.get(i) / those.get(i));
        }
        return Percentiles.median(all);
    }
}
