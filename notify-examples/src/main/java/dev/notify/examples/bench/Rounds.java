package dev.notify.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.notify.examples.bench.raw.CountingSource;
import dev.notify.examples.bench.raw.Floor;
import dev.notify.examples.bench.raw.Load;
import dev.notify.examples.bench.report.Backdrop;
import dev.notify.examples.bench.report.Figure;
import dev.notify.examples.bench.report.Percentiles;
import dev.notify.examples.bench.report.Sheet;
import dev.notify.examples.bench.report.Tally;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One database, round by round: in each, plain JDBC and a node on an empty database take turns, then the node does the same where a
 * million rows lie already. What slows the machine slows them all.
 */
final class Rounds implements AutoCloseable {

    private static final int PEOPLE_IN_A_CALL = 200;
    /** How many turns of the same length a round takes, about. */
    private static final int TURNS = 37;

    /** The most of a database's time that seeding one backdrop may take. */
    private static final double SEEDING = 0.25;

    /** What a machine is taken to accept in a second, however busy it was while that was measured. */
    private static final double SLOWEST = 200;

    private static final String FLOOR = "floor";

    private final Ground ground;
    private final Pace pace;
    private final long rows;
    private final Sheet sheet;
    private final Tally tally;
    private final Progress progress;
    private final Map<Backdrop, HikariDataSource> sources = new EnumMap<>(Backdrop.class);
    private double acceptedPerSecond = 4_000;

    Rounds(Ground ground, Options options, Sheet sheet, Tally tally, Progress progress) {
        this.ground = ground;
        this.pace = Pace.of(options);
        this.rows = options.rows();
        this.sheet = sheet;
        this.tally = tally;
        this.progress = progress;
    }

    /** Fills the databases, and measures until the time is up; three rounds at most, one at least. */
    void run(Measured besides) throws Exception {
        double end = progress.seconds() + pace.seconds();
        for (Backdrop backdrop : Backdrop.values()) {
            seed(backdrop);
        }
        for (Backdrop backdrop : Backdrop.values()) {
            idle(backdrop);
        }
        besides.measure();
        ground.create(FLOOR);
        try (HikariDataSource source = ground.open(FLOOR);
                Floor floor = new Floor(source, ground.flavor())) {
            long millis = pace.turn(end - progress.seconds(), TURNS);
            if (pace.warmsUp()) {
                round(Backdrop.EMPTY, floor, source, millis, false);
            }
            double longest = 0;
            for (int round = 0;
                    round < pace.rounds() && progress.seconds() + longest * 0.8 <= end || round == 0;
                    round++) {
                double start = progress.seconds();
                List<Backdrop> turns = new ArrayList<>(Arrays.asList(Backdrop.values()));
                if (round % 2 == 1) {
                    Collections.reverse(turns);
                }
                for (Backdrop backdrop : turns) {
                    round(backdrop, floor, source, millis, true);
                }
                longest = Math.max(longest, progress.seconds() - start);
            }
        }
    }

    /** What is measured once for a database. */
    interface Measured {
        void measure() throws Exception;
    }

    private void seed(Backdrop backdrop) throws Exception {
        String name = backdrop.name().toLowerCase(Locale.ROOT);
        ground.create(name);
        HikariDataSource source = ground.open(name);
        sources.put(backdrop, source);
        double until = progress.seconds() + SEEDING * pace.seconds();
        long there = Seeding.fill(ground.flavor(), source, backdrop, rows, progress, until);
        if (backdrop != Backdrop.EMPTY && there < rows) {
            sheet.remark("For \"" + backdrop.words(rows) + "\" there was time for " + there + " rows only.");
        }
        progress.say(ground.name() + ": " + backdrop.words(rows) + " is ready");
    }

    private void idle(Backdrop backdrop) throws Exception {
        CountingSource counting = new CountingSource(source(backdrop));
        try (Node node = Node.working(counting, "idle", tally)) {
            node.way();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pace.idleMillis() / 3));
            long before = counting.statements();
            long start = System.nanoTime();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pace.idleMillis()));
            double perSecond = (counting.statements() - before) / Load.seconds(System.nanoTime() - start);
            note(true, Figure.IDLE, backdrop, perSecond);
        }
    }

    private HikariDataSource source(Backdrop backdrop) {
        HikariDataSource source = sources.get(backdrop);
        if (source == null) {
            throw new IllegalStateException("not seeded: " + backdrop);
        }
        return source;
    }

    private void round(Backdrop backdrop, Floor floor, HikariDataSource floorSource, long millis, boolean counts)
            throws Exception {
        boolean beside = backdrop == Backdrop.EMPTY;
        try (Node node = Node.working(source(backdrop), "works", tally)) {
            node.accept(64, millis / 4);
            if (beside) {
                note(counts, Figure.RAW_1, backdrop, floor.insertEach(1, millis));
            }
            note(counts, Figure.ACCEPT_1, backdrop, node.accept(1, millis));
            note(counts, Figure.ACCEPT_8, backdrop, node.accept(8, millis));
            if (beside) {
                note(counts, Figure.RAW_64, backdrop, floor.insertEach(64, millis));
                floorSource.getHikariPoolMXBean().softEvictConnections();
            }
            double accepted = node.accept(64, millis);
            note(counts, Figure.ACCEPT_64, backdrop, accepted);
            acceptedPerSecond = Math.max(SLOWEST, accepted);
            if (beside) {
                note(counts, Figure.RAW_GROUP, backdrop, floor.insertGroups(millis));
            }
            note(counts, Figure.BULK, backdrop, node.acceptMany(PEOPLE_IN_A_CALL, millis));
            if (beside) {
                note(counts, Figure.SETTLE_1, backdrop, floor.settle(1, millis));
                note(counts, Figure.SETTLE_GROUP, backdrop, floor.settle(Floor.GROUP, millis));
                note(counts, Figure.QUEUE_TABLE, backdrop, floor.queueTable(millis));
            }
            note(counts, Figure.DRAIN, backdrop, drain(node, pace.backlog(millis)));
            if (beside) {
                note(counts, Figure.RAW_BOTH_64, backdrop, floor.insertAndUpdateEach(64, millis));
                floorSource.getHikariPoolMXBean().softEvictConnections();
                note(counts, Figure.RAW_BOTH_GROUP, backdrop, floor.insertAndUpdateGroups(millis));
            }
            note(counts, Figure.END_TO_END, backdrop, node.endToEnd(64, millis));
            if (counts) {
                times(node, floor, floorSource, backdrop, millis);
            }
        }
    }

    /** Accepts a backlog that becomes due at one moment, and measures from there until all of it is settled. */
    private double drain(Node node, int backlog) throws Exception {
        long fill = 300 + (long) (1_600 * backlog / acceptedPerSecond);
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(fill);
        node.fill(backlog, Instant.now().plusMillis(fill), new ConcurrentLinkedQueue<>());
        node.owes(backlog);
        LockSupport.parkNanos(Math.max(0, start - System.nanoTime()));
        node.awaitSettled();
        return backlog / Load.seconds(System.nanoTime() - start);
    }

    private void times(Node node, Floor floor, HikariDataSource floorSource, Backdrop backdrop, long millis)
            throws Exception {
        int count = (int) Math.max(10, Math.min(500, millis / 6));
        double[] handed = new double[count];
        node.sink().waits();
        try (Connection connection = floorSource.getConnection()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < count; i++) {
                handed[i] = floor.handOver(connection);
                node.way();
            }
            connection.setAutoCommit(true);
        }
        node.awaitSettled();
        note(true, Figure.RAW_HAND_OVER, backdrop, handed);
        note(true, Figure.WAY, backdrop, node.sink().waits());
        note(true, Figure.LATENESS, backdrop, node.lateness(pace.scheduled(), Duration.ofMillis(pace.aheadMillis())));
        note(true, Figure.STATUS, backdrop, node.stands(pace.reads()));
        note(true, Figure.FIND, backdrop, node.finds(pace.reads()));
    }

    private void note(boolean counts, Figure figure, Backdrop backdrop, double... values) {
        if (counts) {
            sheet.add(figure, backdrop, values);
        }
        progress.say(String.format(
                Locale.ROOT,
                "%s%s, %s: %s  %,.2f",
                counts ? "" : "warming up: ",
                ground.name(),
                backdrop.words(rows),
                figure.words(),
                Percentiles.at(0.5, values)));
    }

    @Override
    public void close() {
        sources.values().forEach(HikariDataSource::close);
    }
}
