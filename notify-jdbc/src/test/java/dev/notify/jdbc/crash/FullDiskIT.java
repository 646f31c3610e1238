package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Node.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk that is full loses nothing that was acknowledged. Every call returns in time, with a receipt or a typed exception; health says
 * so; sending goes on by itself when there is space again, and closing ends in time when there is none.
 */
class FullDiskIT {

    /** Enough for the tables and some notifications. */
    private static final long BASE = 600_000;

    /** Enough to begin again, and to be full again soon, if not at once. */
    private static final long LITTLE = 150_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEND_ENDS_WITHIN = 20_000;
    private static final long CLOSE_ENDS_WITHIN = 30_000;
    private static final int SENDERS = 3;
    private static final int LEASE_MILLIS = 2_000;

    private final List<Path> lives = new ArrayList<>();

    /** Ends at the edge of a block, within one, and within the chunk that a checkpoint writes. */
    @ParameterizedTest
    @ValueSource(longs = {0, 10_000, 33_333})
    void sending_goes_on_when_there_is_space_again(long bytes) throws SQLException {
        String name = "full-disk-" + bytes;
        Path folder = Bench.folder(name);
        Path database = folder.resolve("db").resolve("notify");
        try (ChildNode node = start(folder, Place.smallDisk(database, BASE + bytes), Task.SEND)) {
            fillsUp(node, folder.resolve("life-0.log"));
            node.makeRoom(LITTLE + bytes);
            node.awaitMore(Event.REFUSED, SENDERS);
            node.makeRoom(Long.MAX_VALUE);
            goesOn(node, 20);
            assertThat(node.askToClose()).as("it closes in order").isZero();
        }
        judge(name, folder, database);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4_095})
    void closing_ends_in_time_while_the_disk_is_full(long bytes) throws SQLException {
        String name = "full-disk-closed-" + bytes;
        Path folder = Bench.folder(name);
        Path database = folder.resolve("db").resolve("notify");
        try (ChildNode node = start(folder, Place.smallDisk(database, BASE + bytes), Task.SEND)) {
            fillsUp(node, folder.resolve("life-0.log"));
            long start = System.nanoTime();
            assertThat(node.askToClose()).as("every call returned").isIn(0, 4);
            assertThat((System.nanoTime() - start) / 1_000_000)
                    .as("milliseconds to close")
                    .isLessThan(CLOSE_ENDS_WITHIN);
        }
        judge(name, folder, database);
    }

    private ChildNode start(Path folder, Place place, Task task) {
        Path ledger = folder.resolve("life-" + lives.size() + ".ledger");
        lives.add(ledger);
        return ChildNode.start(
                new Node.Options(place, ledger, task, SENDERS, new Host.Setup("life" + lives.size(), LEASE_MILLIS, 1)));
    }

    private static void fillsUp(ChildNode node, Path log) {
        node.await(Event.ACK, 1);
        await("health says that nothing can be written")
                .atMost(PATIENCE)
                .until(() -> Files.readString(log).contains("DOWN"));
        node.awaitMore(Event.REFUSED, SENDERS);
    }

    private static void goesOn(ChildNode node, int more) {
        node.awaitMore(Event.ACK, more);
        node.awaitMore(Event.DELIVERED, more);
    }

    /** The next process finds a sound file and delivers what is left. */
    private void judge(String name, Path folder, Path database) throws SQLException {
        Place roomy = Place.h2(database);
        try (ChildNode node = start(folder, roomy, Task.DRAIN)) {
            assertThat(node.awaitEnd()).as("the next service delivers all").isZero();
        }
        Checker checker = new Checker(true);
        lives.forEach(life -> checker.life(Ledger.read(life)));
        Verdict verdict = checker.judge(1, Stored.read(roomy));
        List<Ledger.Line> first = Ledger.read(lives.get(0));
        long refused =
                first.stream().filter(line -> line.event() == Event.REFUSED).count();
        int slowest = first.stream()
                .filter(line -> line.event() == Event.SLOWEST)
                .findFirst()
                .orElseThrow()
                .number(0);
        Bench.report(name, verdict.line() + " refused=" + refused + " longestSendMillis=" + slowest);
        assertThat(verdict.lost()).as("ledgers in %s", folder).isEmpty();
        assertThat(verdict.violations()).as("ledgers in %s", folder).isEmpty();
        assertThat(verdict.failed()).isZero();
        assertThat(verdict.duplicates()).isLessThanOrEqualTo(verdict.inFlight());
        assertThat(slowest).as("the slowest send").isLessThan((int) SEND_ENDS_WITHIN);
        Bench.remove(folder);
    }
}
