package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notify.databases.DatabaseServer;
import dev.notify.databases.MariaDbServer;
import dev.notify.databases.PostgresServer;
import dev.notify.event.Health;
import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Ledger.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A database that is killed and comes back stops nothing for longer than it was away. */
class DatabaseRestartIT {

    private static final int SENDERS = 8;
    private static final long SEND_ENDS_WITHIN = 10_000;
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(15);

    @Test
    void goes_on_after_postgresql_was_killed_under_load() throws Exception {
        try (PostgresServer server = Lanes.ownPostgres()) {
            goesOn("restart", server, Place.postgres(server.createDatabase("crash_restart")));
        }
    }

    @Test
    void goes_on_after_mariadb_was_killed_under_load() throws Exception {
        try (MariaDbServer server = Lanes.ownMariaDb()) {
            goesOn("restart-mariadb", server, Place.mariaDb(server.createDatabase("crash_restart")));
        }
    }

    private static void goesOn(String name, DatabaseServer server, Place place) throws Exception {
        Path folder = Bench.folder(name);
        Path file = folder.resolve("restart.ledger");
        long seed = Bench.seed();
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> resumed = new ArrayList<>();
        int kills = Bench.rounds("restarts", 3);
        try (Ledger ledger = Ledger.open(file)) {
            Host host = new Host(new Host.Setup("restarted", 12_000, 1), ledger, place.store()).start();
            LedgerTail tail = new LedgerTail(file);
            host.sendFrom(SENDERS);
            for (int i = 0; i < kills; i++) {
                awaitLines(tail, Event.ACK, 50);
                server.kill();
                await("health sees that the database is away")
                        .atMost(Duration.ofSeconds(15))
                        .until(() -> host.service().health().status() != Health.Status.UP);
                ChildNode.sleep(random.nextInt(1_500));
                server.restart();
                long back = System.nanoTime();
                awaitLines(tail, Event.ACK, 1);
                resumed.add((System.nanoTime() - back) / 1_000_000);
                awaitLines(tail, Event.DELIVERED, 1);
                await("health sees that the database is back")
                        .atMost(RESUMES_WITHIN)
                        .until(() -> host.service().health().status() == Health.Status.UP);
            }
            assertThat(host.stopSending()).as("every call returned").isTrue();
            assertThat(host.drained(Duration.ofSeconds(60)))
                    .as("everything was delivered: %s", host.service().health().asText())
                    .isTrue();
            assertThat(host.close(Duration.ofSeconds(10))).isTrue();
            Checker checker = new Checker(true);
            checker.life(Ledger.read(file));
            Verdict verdict = checker.judge(kills, Stored.read(place));
            Bench.report(
                    name,
                    verdict.line() + " refused=" + tail.count(Event.REFUSED) + " longestSendMillis="
                            + host.longestSend() + " resumedAfterMillis=" + resumed + " seed=" + seed);
            assertThat(verdict.lost())
                    .as("with -Dnotify.crash.seed=%s, ledger in %s", seed, folder)
                    .isEmpty();
            assertThat(verdict.violations())
                    .as("with -Dnotify.crash.seed=%s, ledger in %s", seed, folder)
                    .isEmpty();
            assertThat(host.longestSend()).as("the slowest send").isLessThan(SEND_ENDS_WITHIN);
        }
        Bench.remove(folder);
    }

    private static void awaitLines(LedgerTail tail, Event event, int more) {
        int before = tail.count(event);
        await(more + " more lines " + event).atMost(RESUMES_WITHIN).until(() -> tail.count(event) >= before + more);
    }
}
