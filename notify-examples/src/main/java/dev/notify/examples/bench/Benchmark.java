package dev.notify.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.notify.examples.bench.Figures.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures accepting, delivering and draining beside what plain JDBC does on the same database, in turns, and prints ratios.
 *
 * <p>Properties: {@code notify.bench.seconds} for how long in all (default 180; a busy machine takes longer), {@code notify.bench.on} for the databases (default
 * {@code h2,postgres}).
 */
public final class Benchmark {

    private static final Path TARGET = Path.of("notify-examples", "target", "bench");
    private static final int ROUNDS = 4;
    private static final int MEASURES = 12;
    /** The share of a round that is spent on measuring; the rest prepares. */
    private static final double MEASURING = 0.6;

    private final Ground ground;
    private final long millis;
    private final Figures figures;

    private Benchmark(Ground ground, long millis) {
        this.ground = ground;
        this.millis = millis;
        this.figures = new Figures(ground.name());
    }

    public static void main(String[] args) throws Exception {
        double seconds = Double.parseDouble(System.getProperty("notify.bench.seconds", "180"));
        List<String> on =
                List.of(System.getProperty("notify.bench.on", "h2,postgres").split(","));
        long millis = (long) (1_000 * seconds * MEASURING / on.size() / ROUNDS / MEASURES);
        Path target =
                Files.createDirectories(Files.isDirectory(TARGET.getName(0)) ? TARGET : Path.of("target", "bench"));
        List<String> tables = new ArrayList<>();
        for (String name : on) {
            try (Ground ground = name.equals("h2") ? Ground.h2(target.resolve("h2")) : Ground.postgres()) {
                tables.add(new Benchmark(ground, millis).run());
            } catch (IllegalStateException e) {
                if (!name.equals("postgres") || e.getCause() != null) {
                    throw e;
                }
                tables.add("### PostgreSQL\n\nskipped: " + e.getMessage() + "\n");
            }
            save(target.resolve("benchmark.md"), tables);
        }
        System.out.println();
        tables.forEach(System.out::println);
    }

    private static void save(Path file, List<String> tables) throws IOException {
        String machine = String.format(
                Locale.ROOT,
                "%d processors, Java %s, %s%n%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                System.getProperty("os.name"));
        Files.writeString(file, machine + String.join("\n", tables));
    }

    /** The first round warms up and does not count. */
    private String run() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (HikariDataSource source = ground.fresh(round)) {
                round(source, round > 0);
            }
        }
        return figures.markdown();
    }

    private void round(HikariDataSource source, boolean counts) throws Exception {
        Floor floor = new Floor(source, ground);
        note(counts, Kind.SETTLE_GROUP, floor.settle(256, millis));
        drain(source, counts);
        note(counts, Kind.SETTLE_1, floor.settle(1, millis));
        note(counts, Kind.RAW_BOTH_64, floor.insertAndUpdateEach(64, millis));
        note(counts, Kind.RAW_BOTH_GROUP, floor.insertAndUpdateGroups(millis));
        try (Node node = Node.working(source)) {
            node.endToEnd(64, millis / 4);
            note(counts, Kind.END_TO_END, node.endToEnd(64, millis));
            if (counts) {
                figures.addWays("send to channel, idle node", node.ways((int) (millis / 12)));
                figures.addWays("lateness of what is scheduled", node.lateness(200));
            }
        }
        note(counts, Kind.RAW_1, floor.insertEach(1, millis));
        try (Node node = Node.working(source)) {
            node.accept(1, millis / 4);
            note(counts, Kind.ACCEPT_1, node.accept(1, millis));
            note(counts, Kind.ACCEPT_8, node.accept(8, millis));
            note(counts, Kind.ACCEPT_64, node.accept(64, millis));
        }
        note(counts, Kind.RAW_64, floor.insertEach(64, millis));
    }

    /** Accepts a backlog on a node that does not work, then measures how long one that does takes to empty it. */
    private void drain(HikariDataSource source, boolean counts) throws Exception {
        int backlog = (int) Math.min(20_000, Math.max(1_000, millis * 10));
        try (Node node = Node.acceptOnly(source)) {
            node.fill(backlog);
        }
        long start = System.nanoTime();
        try (Node node = Node.working(source)) {
            node.awaitSettled(backlog);
            note(counts, Kind.DRAIN, backlog / Load.seconds(System.nanoTime() - start));
        }
    }

    private void note(boolean counts, Kind kind, double perSecond) {
        System.out.printf(
                Locale.ROOT,
                "%s %-12s %-16s %,10.0f in a second%n",
                counts ? "measured " : "warming up",
                ground.name(),
                kind,
                perSecond);
        if (counts) {
            figures.add(kind, perSecond);
        }
    }
}
