package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notify.internal.base.SampledTimeSource;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.ThreadTasks;
import dev.notify.internal.base.TimeSource;
import dev.notify.internal.base.UuidV7;
import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Ledger.Line;
import dev.notify.request.When;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Nodes whose machines disagree by minutes send nothing early, take nothing from each other and lose nothing. */
class ClockSkewIT {

    private static final long AHEAD = 90_000;
    private static final int LEASE_MILLIS = 6_000;
    private static final int CHANNEL_MILLIS = 50;
    private static final int SENDERS = 2;
    private static final int SCHEDULED = 20;
    private static final Duration DELAY = Duration.ofSeconds(6);
    private static final long LOAD_MILLIS = 4_000;
    /** A sample of the store's clock is as good as its round trip was quick, and the ledger is written a little later. */
    private static final long EARLY = 1_000;

    private final Map<String, Long> due = new ConcurrentHashMap<>();

    private record Found(Verdict verdict, List<Line> early) {}

    @Test
    void the_clock_of_the_store_decides_on_machines_that_disagree() throws SQLException {
        Found found = run(
                "skew",
                true,
                ahead -> new SampledTimeSource(() -> System.currentTimeMillis() + ahead, System::nanoTime));
        Bench.report("skew", found.verdict().line() + " early=" + found.early().size() + " aheadMillis=+-" + AHEAD);
        assertThat(found.early()).isEmpty();
        assertThat(found.verdict().lost()).isEmpty();
        assertThat(found.verdict().violations()).isEmpty();
        assertThat(found.verdict().failed()).isZero();
    }

    @Test
    void catches_nodes_that_go_by_their_own_clocks() throws SQLException {
        Found found = run("skew-flaw", false, ahead -> () -> System.currentTimeMillis() + ahead);
        Bench.report(
                "skew-flaw", found.verdict().line() + " early=" + found.early().size());
        assertThat(found.early()).isNotEmpty();
    }

    private Found run(String name, boolean drains, LongFunction<TimeSource> clocks) throws SQLException {
        Path folder = Bench.folder(name);
        Path file = folder.resolve("both.ledger");
        Place place = Place.postgres(Lanes.postgres().createDatabase("crash_" + name.replace('-', '_')));
        try (Ledger ledger = Ledger.open(file)) {
            Host fast = host("fast", clocks.apply(AHEAD), ledger, place).start();
            Host slow = host("slow", clocks.apply(-AHEAD), ledger, place).start();
            try {
                schedule(fast);
                schedule(slow);
                List.of(fast, slow).forEach(host -> host.sendFrom(SENDERS));
                ChildNode.sleep(LOAD_MILLIS);
                List.of(fast, slow)
                        .forEach(host -> assertThat(host.stopSending()).isTrue());
                if (drains) {
                    await("everything was delivered")
                            .atMost(Duration.ofSeconds(60))
                            .until(() -> Stored.read(place).waiting() == 0);
                }
            } finally {
                List.of(fast, slow).forEach(host -> host.close(Duration.ofSeconds(5)));
            }
        }
        List<Line> lines = Ledger.read(file);
        Checker checker = new Checker(true);
        checker.life(lines);
        List<Line> early = lines.stream()
                .filter(line -> line.event() == Event.DELIVERED)
                .filter(line -> Long.parseLong(line.word(3)) < due.getOrDefault(line.word(1), 0L) - EARLY)
                .toList();
        Found found = new Found(checker.judge(1, Stored.read(place)), early);
        Bench.remove(folder);
        return found;
    }

    /** Half of it due after a while, half of it at a moment, which is the same by the clock that decides. */
    private void schedule(Host host) {
        for (int i = 0; i < SCHEDULED; i++) {
            String key = host.name() + "-later-" + i;
            long then = System.currentTimeMillis() + DELAY.toMillis();
            due.put(key, then);
            host.send(key, i % 2 == 0 ? When.after(DELAY) : When.at(Instant.ofEpochMilli(then)));
        }
    }

    private static Host host(String name, TimeSource clock, Ledger ledger, Place place) {
        SplittableRandom random = new SplittableRandom(Bench.seed());
        Surroundings surroundings = new Surroundings(
                clock,
                ThreadTasks.platform(name),
                () -> {
                    synchronized (random) {
                        return random.nextDouble();
                    }
                },
                UuidV7.ofProcess());
        return Host.in(surroundings, new Host.Setup(name, LEASE_MILLIS, CHANNEL_MILLIS), ledger, place.store());
    }
}
