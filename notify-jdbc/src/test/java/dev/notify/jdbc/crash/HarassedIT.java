package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notify.databases.MariaDbServer;
import dev.notify.databases.PostgresServer;
import dev.notify.event.Health;
import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Ledger.Event;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A database whose operator ends sessions, keeps rows and forbids writing costs time and no notification.
 * {@code -Dnotify.crash.harass.seconds=60} does more of it.
 */
class HarassedIT {

    private static final String DATABASE = "crash_harassed";
    private static final int SENDERS = 4;
    private static final long SEND_ENDS_WITHIN = 20_000;
    private static final Duration RECOVERS_WITHIN = Duration.ofSeconds(30);
    /** Longer than the settler waits for a lock. */
    private static final long HELD_MILLIS = 2_500;
    /** The rows are kept 95 % of the time: leases run out, and what was sent is claimed again before that can be recorded. */
    private static final long FREE_MILLIS = 130;

    private final Map<String, Long> recovered = new TreeMap<>();
    private final int seconds = Bench.rounds("harass.seconds", 10);
    private final int readOnlySeconds = seconds >= 60 ? 10 : 3;
    private final long phaseMillis = 1_000L * (seconds - readOnlySeconds) / 2;

    @Test
    void loses_nothing_on_a_harassed_postgresql() throws Exception {
        try (PostgresServer server = Lanes.ownPostgres()) {
            String url = server.createDatabase(DATABASE);
            survives("harassed-postgresql", Place.postgres(url), url);
        }
    }

    @Test
    void loses_nothing_on_a_harassed_mariadb() throws Exception {
        try (MariaDbServer server = Lanes.ownMariaDb()) {
            String url = server.createDatabase(DATABASE);
            survives("harassed-mariadb", Place.mariaDb(ordinaryUser(url)), url);
        }
    }

    /** Who may do anything may also write where nobody may. */
    private static String ordinaryUser(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER ordinary@'127.0.0.1' IDENTIFIED BY 'ordinary'");
            statement.execute("GRANT ALL ON " + DATABASE + ".* TO ordinary@'127.0.0.1'");
        }
        return url.replace("user=root", "user=ordinary&password=ordinary");
    }

    private void survives(String name, Place place, String ownersUrl) throws Exception {
        Path folder = Bench.folder(name);
        Path file = folder.resolve("harassed.ledger");
        List<Thread> before = Host.threads();
        try (Ledger ledger = Ledger.open(file)) {
            Host host = new Host(new Host.Setup("harassed", 12_000, 1), ledger, place.store()).start();
            LedgerTail tail = new LedgerTail(file);
            host.sendFrom(SENDERS);
            try (Harasser harasser = Harasser.of(place.kind(), ownersUrl, DATABASE)) {
                awaitLines(tail, Event.ACK, 50);
                harass(harasser, host, tail);
                assertThat(host.stopSending()).as("every call returned").isTrue();
                assertThat(host.drained(Duration.ofSeconds(60)))
                        .as(
                                "everything was delivered: %s",
                                host.service().health().asText())
                        .isTrue();
                assertThat(host.close(Duration.ofSeconds(10))).isTrue();
                leavesNothingBehind(harasser, before);
                Checker checker = new Checker(true);
                checker.life(Ledger.read(file));
                check(name, checker.judge(1, Stored.read(place)), host, tail, harasser);
            } finally {
                host.stopSending();
                host.close(Duration.ofSeconds(5));
            }
        }
        Bench.remove(folder);
    }

    private void harass(Harasser harasser, Host host, LedgerTail tail) throws SQLException {
        long end = System.currentTimeMillis() + phaseMillis;
        while (System.currentTimeMillis() < end) {
            harasser.endSessions();
            ChildNode.sleep(250);
        }
        recovers("sessionsEnded", host, tail);

        long before = harasser.deadlocks();
        end = System.currentTimeMillis() + phaseMillis;
        while (System.currentTimeMillis() < end
                || (harasser.deadlocks() == before && System.currentTimeMillis() < end + 30_000)) {
            harasser.collide();
            ChildNode.sleep(FREE_MILLIS);
            harasser.hold(HELD_MILLIS);
            ChildNode.sleep(FREE_MILLIS);
        }
        recovers("rowsKept", host, tail);

        harasser.readOnly(true);
        end = System.currentTimeMillis() + readOnlySeconds * 1_000L;
        await("health sees that nothing can be written")
                .atMost(RECOVERS_WITHIN)
                .until(() -> host.service().health().status() != Health.Status.UP);
        ChildNode.sleep(Math.max(0, end - System.currentTimeMillis()));
        harasser.readOnly(false);
        recovers("readOnly", host, tail);
    }

    private void recovers(String after, Host host, LedgerTail tail) {
        long start = System.nanoTime();
        awaitLines(tail, Event.ACK, 1);
        awaitLines(tail, Event.DELIVERED, 1);
        await("health sees that all is well again")
                .atMost(RECOVERS_WITHIN)
                .until(() -> host.service().health().status() == Health.Status.UP);
        recovered.put(after, (System.nanoTime() - start) / 1_000_000);
    }

    private static void leavesNothingBehind(Harasser harasser, List<Thread> before) {
        await("connections are closed")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(harasser.sessions()).isZero());
        await("threads end")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(before).containsAll(Host.threads()));
    }

    private void check(String name, Verdict verdict, Host host, LedgerTail tail, Harasser harasser)
            throws SQLException {
        Bench.report(
                name,
                verdict.line() + " refused=" + tail.count(Event.REFUSED) + " sessionsEnded=" + harasser.ended()
                        + " deadlocks=" + harasser.deadlocks() + " seconds=" + seconds + " longestSendMillis="
                        + host.longestSend() + " recoveredAfterMillis=" + recovered);
        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.failed()).isZero();
        assertThat(harasser.ended()).as("sessions ended").isGreaterThan(4);
        assertThat(harasser.deadlocks()).as("deadlocks").isPositive();
        assertThat(host.longestSend()).as("the slowest send").isLessThan(SEND_ENDS_WITHIN);
    }

    private static void awaitLines(LedgerTail tail, Event event, int more) {
        int before = tail.count(event);
        await(more + " more lines " + event).atMost(RECOVERS_WITHIN).until(() -> tail.count(event) >= before + more);
    }
}
