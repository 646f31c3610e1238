package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Ledger.Event;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A node that closes gives what it has not begun to the others at once, and nothing is done twice. */
class HandBackIT {

    private static final int LEASE_MILLIS = 60_000;
    private static final int SLOW = 300;
    private static final int SENT = 80;

    @Test
    void hands_its_backlog_to_another_node() throws SQLException {
        handsBack("handback-postgresql", Place.postgres(Lanes.postgres().createDatabase("crash_handback")), true);
    }

    @Test
    void hands_its_backlog_to_another_node_on_mariadb() throws SQLException {
        handsBack("handback-mariadb", Place.mariaDb(Lanes.mariaDb().createDatabase("crash_handback")), true);
    }

    @Test
    void leaves_its_backlog_to_the_next_to_open_an_h2_file() throws SQLException {
        Path folder = Bench.folder("handback-h2-db");
        handsBack("handback-h2", Place.h2(folder.resolve("notify")), false);
        Bench.remove(folder);
    }

    private static void handsBack(String name, Place place, boolean together) throws SQLException {
        Path folder = Bench.folder(name);
        Path first = folder.resolve("first.ledger");
        Path second = folder.resolve("second.ledger");
        try (Ledger firstLedger = Ledger.open(first);
                Ledger secondLedger = Ledger.open(second)) {
            Host closing = new Host(new Host.Setup("closing", LEASE_MILLIS, SLOW), firstLedger, place.store());
            Host next = new Host(new Host.Setup("next", LEASE_MILLIS, 1), secondLedger, place.store());
            closing.start();
            for (int i = 0; i < SENT; i++) {
                closing.send("key-" + i);
            }
            if (together) {
                next.start();
            }
            long start = System.nanoTime();
            int begun = begun(first);
            assertThat(closing.close(Duration.ofSeconds(20))).isTrue();
            long closed = millisSince(start);
            if (!together) {
                next.start();
            }
            assertThat(next.drained(Duration.ofSeconds(30))).isTrue();
            long done = millisSince(start);
            assertThat(next.close(Duration.ofSeconds(10))).isTrue();

            Checker checker = new Checker(true);
            checker.life(Ledger.read(first));
            checker.life(Ledger.read(second));
            Verdict verdict = checker.judge(1, Stored.read(place));
            int taken = begun(second);
            Bench.report(
                    name,
                    verdict.line() + " begunBeforeClose=" + begun + " handedOver=" + taken + " closedAfterMillis="
                            + closed + " allDoneAfterMillis=" + done + " leaseMillis=" + LEASE_MILLIS);
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.duplicates()).isZero();
            assertThat(taken).as("begun by the other node").isGreaterThan(SENT / 4);
            assertThat(done).as("long before the leases would have ended").isLessThan(LEASE_MILLIS / 2);
            assertThat(Stored.number(
                            place,
                            "SELECT COUNT(*) FROM notify_delivery d WHERE d.attempts <>"
                                    + " (SELECT COUNT(*) FROM notify_attempt a WHERE a.delivery_id = d.id)"))
                    .as("deliveries that were charged for an attempt nobody made")
                    .isZero();
        }
        Bench.remove(folder);
    }

    private static int begun(Path ledger) {
        return (int) Ledger.read(ledger).stream()
                .filter(line -> line.event() == Event.BEGUN)
                .count();
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
