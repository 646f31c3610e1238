package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notify.databases.PostgresServer;
import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Ledger.Event;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A database that stands still, without closing anything, holds no caller for longer than the bounds and loses nothing.
 * {@code -Dnotify.crash.pause.seconds=45} makes it longer than the network's bound.
 */
class PausedIT {

    private static final int SENDERS = 4;
    private static final long SEND_ENDS_WITHIN = 60_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void loses_nothing_when_postgresql_stands_still() throws Exception {
        Path folder = Bench.folder("paused");
        Path file = folder.resolve("paused.ledger");
        int seconds = Bench.rounds("pause.seconds", 7);
        try (PostgresServer server = Lanes.ownPostgres();
                Ledger ledger = Ledger.open(file)) {
            Place place = Place.postgres(server.createDatabase("crash_paused"));
            Host host = new Host(new Host.Setup("paused", 12_000, 1), ledger, place.store()).start();
            try {
                LedgerTail tail = new LedgerTail(file);
                host.sendFrom(SENDERS);
                awaitLines(tail, Event.ACK, 50);
                pause(place, seconds);
                long back = System.nanoTime();
                awaitLines(tail, Event.ACK, 1);
                long resumed = (System.nanoTime() - back) / 1_000_000;
                awaitLines(tail, Event.DELIVERED, 1);
                assertThat(host.stopSending()).as("every call returned").isTrue();
                assertThat(host.drained(PATIENCE)).isTrue();
                assertThat(host.close(Duration.ofSeconds(10))).isTrue();
                Checker checker = new Checker(true);
                checker.life(Ledger.read(file));
                Verdict verdict = checker.judge(1, Stored.read(place));
                Bench.report(
                        "paused",
                        verdict.line() + " refused=" + tail.count(Event.REFUSED) + " seconds=" + seconds
                                + " longestSendMillis=" + host.longestSend() + " resumedAfterMillis=" + resumed);
                assertThat(verdict.lost()).isEmpty();
                assertThat(verdict.violations()).isEmpty();
                assertThat(host.longestSend()).as("the slowest send").isLessThan(SEND_ENDS_WITHIN);
            } finally {
                host.stopSending();
                host.close(Duration.ofSeconds(5));
            }
        }
        Bench.remove(folder);
    }

    /** The server first, so that it starts nothing new; all of them go on whatever happens. */
    private static void pause(Place place, int seconds) throws SQLException {
        List<Long> processes = processes(place);
        try {
            processes.forEach(process -> ChildNode.signal("STOP", process));
            ChildNode.sleep(seconds * 1_000L);
        } finally {
            processes.forEach(process -> ChildNode.signal("CONT", process));
        }
    }

    private static List<Long> processes(Place place) throws SQLException {
        List<Long> processes = new ArrayList<>();
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)"
                        + " UNION ALL SELECT pid::text FROM pg_stat_activity"
                        + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'")) {
            while (rows.next()) {
                processes.add(Long.parseLong(rows.getString(1).strip()));
            }
        }
        return processes;
    }

    private static void awaitLines(LedgerTail tail, Event event, int more) {
        int before = tail.count(event);
        await(more + " more lines " + event).atMost(PATIENCE).until(() -> tail.count(event) >= before + more);
    }
}
