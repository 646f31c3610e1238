package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Node.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk that is full loses nothing that was acknowledged: health says so, and a service that is started when there is space again
 * finds a sound file. H2 closes its file for good, so a new process is needed. Not shown: that every call returns within its bound.
 */
class FullDiskIT {

    /** Enough for the tables and some notifications. */
    private static final long BASE = 600_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SENDERS = 3;
    private static final int LEASE_MILLIS = 2_000;

    /** Ends at the edge of a block, within one, and within the chunk that a checkpoint writes. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_095, 10_000, 33_333})
    void loses_nothing_when_the_disk_is_full_after_so_many_bytes_more(long bytes) throws SQLException, IOException {
        String name = "full-disk-" + bytes;
        Path folder = Bench.folder(name);
        Path database = folder.resolve("db").resolve("notify");
        Path first = folder.resolve("life-0.ledger");
        Path second = folder.resolve("life-1.ledger");
        Path log = folder.resolve("life-0.log");
        int refused;
        try (ChildNode node =
                ChildNode.start(options(Place.smallDisk(database, BASE + bytes), first, Task.SEND, "full"))) {
            node.await(Event.ACK, 1);
            await("health says that nothing can be written")
                    .atMost(PATIENCE)
                    .until(() -> Files.readString(log).contains("DOWN"));
            refused = node.count(Event.REFUSED);
            node.kill();
        }
        Place roomy = Place.h2(database);
        try (ChildNode node = ChildNode.start(options(roomy, second, Task.DRAIN, "roomy"))) {
            assertThat(node.awaitEnd()).as("the next service delivers all").isZero();
        }
        Checker checker = new Checker(true);
        List.of(first, second).forEach(life -> checker.life(Ledger.read(life)));
        Verdict verdict = checker.judge(1, Stored.read(roomy));
        Bench.report(name, verdict.line() + " refused=" + refused);
        assertThat(verdict.lost()).as("ledgers in %s", folder).isEmpty();
        assertThat(verdict.violations()).as("ledgers in %s", folder).isEmpty();
        assertThat(verdict.failed()).isZero();
        assertThat(verdict.duplicates()).isLessThanOrEqualTo(verdict.inFlight());
        Bench.remove(folder);
    }

    private static Node.Options options(Place place, Path ledger, Task task, String name) {
        return new Node.Options(place, ledger, task, SENDERS, new Host.Setup(name, LEASE_MILLIS, 1));
    }
}
