package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notify.internal.base.TimeSource;
import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Ledger.Line;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Nodes whose machines disagree by minutes send nothing early, take nothing from each other and lose nothing. */
class ClockSkewIT {

    private static final long AHEAD = 90_000;
    private static final int LEASE_MILLIS = 6_000;
    private static final int CHANNEL_MILLIS = 50;
    private static final int SENDERS = 2;
    private static final long LOAD_MILLIS = 4_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A sample of the store's clock is as good as its round trip was quick, and the ledger is written a little later. */
    private static final long EARLY = 1_000;

    private record Found(Verdict verdict, List<Line> early) {

        void isSound() {
            assertThat(early).isEmpty();
            assertThat(verdict.lost()).isEmpty();
            assertThat(verdict.violations()).isEmpty();
            assertThat(verdict.failed()).isZero();
        }

        String line() {
            return verdict.line() + " early=" + early.size() + " aheadMillis=+-" + AHEAD;
        }
    }

    @Test
    void the_clock_of_the_store_decides_on_machines_that_disagree() throws SQLException {
        Found found = run("skew", true, SkewedClock::ahead);
        Bench.report("skew", found.line());
        found.isSound();
    }

    @Test
    void catches_nodes_that_go_by_their_own_clocks() throws SQLException {
        Found found = run("skew-flaw", false, SkewedClock::ownOf);
        Bench.report("skew-flaw", found.line());
        assertThat(found.early()).isNotEmpty();
    }

    @Test
    void two_processes_that_disagree_send_nothing_early_and_take_nothing_from_each_other() throws SQLException {
        Path folder = Bench.folder("skew-processes");
        Place place = Place.postgres(Lanes.postgres().createDatabase("crash_skew_processes"));
        try (ChildNode fast = child("fast", AHEAD, place, folder);
                ChildNode slow = child("slow", -AHEAD, place, folder)) {
            List<ChildNode> both = List.of(fast, slow);
            both.forEach(node -> node.await(Event.ACK, 1));
            ChildNode.sleep(LOAD_MILLIS);
            both.forEach(ChildNode::askToSendNoMore);
            await("everything was delivered")
                    .atMost(PATIENCE)
                    .until(() -> Stored.read(place).waiting() == 0);
            both.forEach(node -> assertThat(node.askToClose()).isZero());
        }
        List<Line> lines = new ArrayList<>(Ledger.read(folder.resolve("fast.ledger")));
        lines.addAll(Ledger.read(folder.resolve("slow.ledger")));
        lines.sort(
                Comparator.comparing(line -> line.event() != Event.TRY)); // either may deliver what the other has sent
        Found found = judge(lines, place);
        Bench.report("skew-processes", found.line());
        found.isSound();
        assertThat(lines.stream().filter(l -> l.event() == Event.LATER)).isNotEmpty();
        Bench.remove(folder);
    }

    private static ChildNode child(String name, long ahead, Place place, Path folder) {
        return ChildNode.start(new Node.Options(
                place,
                folder.resolve(name + ".ledger"),
                Node.Task.SEND,
                SENDERS,
                new Host.Setup(name, LEASE_MILLIS, CHANNEL_MILLIS),
                Node.Machine.ahead(ahead)));
    }

    private static Found run(String name, boolean drains, LongFunction<TimeSource> clocks) throws SQLException {
        Path folder = Bench.folder(name);
        Path file = folder.resolve("both.ledger");
        Place place = Place.postgres(Lanes.postgres().createDatabase("crash_" + name.replace('-', '_')));
        try (Ledger ledger = Ledger.open(file)) {
            Host fast = host("fast", clocks.apply(AHEAD), ledger, place).start();
            Host slow = host("slow", clocks.apply(-AHEAD), ledger, place).start();
            try {
                fast.schedule();
                slow.schedule();
                List.of(fast, slow).forEach(host -> host.sendFrom(SENDERS));
                ChildNode.sleep(LOAD_MILLIS);
                List.of(fast, slow)
                        .forEach(host -> assertThat(host.stopSending()).isTrue());
                if (drains) {
                    await("everything was delivered")
                            .atMost(PATIENCE)
                            .until(() -> Stored.read(place).waiting() == 0);
                }
            } finally {
                List.of(fast, slow).forEach(host -> host.close(Duration.ofSeconds(5)));
            }
        }
        Found found = judge(Ledger.read(file), place);
        Bench.remove(folder);
        return found;
    }

    /** Both nodes are one life to the checker: neither died, so nothing may be delivered twice, whoever does it. */
    private static Found judge(List<Line> lines, Place place) throws SQLException {
        Map<String, Long> due = new HashMap<>();
        lines.stream()
                .filter(line -> line.event() == Event.LATER)
                .forEach(line -> due.put(line.word(0), Long.parseLong(line.word(1))));
        List<Line> early = lines.stream()
                .filter(line -> line.event() == Event.DELIVERED)
                .filter(line -> Long.parseLong(line.word(3)) < due.getOrDefault(line.word(1), 0L) - EARLY)
                .toList();
        Checker checker = new Checker(true);
        checker.life(lines);
        return new Found(checker.judge(1, Stored.read(place)), early);
    }

    private static Host host(String name, TimeSource clock, Ledger ledger, Place place) {
        return Host.withClock(clock, new Host.Setup(name, LEASE_MILLIS, CHANNEL_MILLIS), ledger, place);
    }
}
