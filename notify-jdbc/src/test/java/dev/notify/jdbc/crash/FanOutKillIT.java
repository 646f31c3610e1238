package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Node.Task;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Kill -9 in the midst of a fan-out, again and again: everybody has one delivery in the end, and it went out. {@code
 * -Dnotify.crash.fanOutKills=20} does more of it.
 */
class FanOutKillIT {

    private static final int LEASE_MILLIS = 2_000;

    @Test
    void leaves_nobody_out_and_names_nobody_twice_on_h2() throws SQLException {
        Path folder = Bench.folder("fan-out-h2");
        survives("fan-out-h2", Place.h2(folder.resolve("db").resolve("notify")), folder);
    }

    @Test
    void leaves_nobody_out_and_names_nobody_twice_on_postgresql() throws SQLException {
        Place place = Place.postgres(Lanes.postgres().createDatabase("crash_fan_out"));
        survives("fan-out-postgresql", place, Bench.folder("fan-out-postgresql"));
    }

    @Test
    void leaves_nobody_out_and_names_nobody_twice_on_mariadb() throws SQLException {
        Place place = Place.mariaDb(Lanes.mariaDb().createDatabase("crash_fan_out"));
        survives("fan-out-mariadb", place, Bench.folder("fan-out-mariadb"));
    }

    private static void survives(String name, Place place, Path folder) throws SQLException {
        long seed = Bench.seed();
        SplittableRandom random = new SplittableRandom(seed);
        int kills = Bench.rounds("fanOutKills", 4);
        List<Path> ledgers = new ArrayList<>();
        for (int life = 0; life < kills; life++) {
            Path ledger = folder.resolve(String.format("life-%02d.ledger", life));
            ledgers.add(ledger);
            try (ChildNode node = ChildNode.start(options(place, ledger, Task.FAN_OUT, life))) {
                node.await(Event.ACK, 1);
                if (life > 0) {
                    node.awaitMore(Event.PAGE, 1 + random.nextInt(2)); // amid the members of the group
                }
                ChildNode.sleep(random.nextInt(life == 0 ? 400 : 60)); // amid those who are named
                node.kill();
            }
        }
        Path ledger = folder.resolve("last.ledger");
        try (ChildNode last = ChildNode.start(options(place, ledger, Task.FAN_OUT_END, kills))) {
            assertThat(last.awaitEnd())
                    .as("the last node ends, see %s; -Dnotify.crash.seed=%s", folder, seed)
                    .isZero();
            assertThat(last.count(Event.PAGE))
                    .as("pages left to the last: the kills fell in the midst; -Dnotify.crash.seed=%s", seed)
                    .isPositive();
        }
        assertThat(count(place, "")).as("deliveries, seed %s", seed).isEqualTo(2L * Host.HALF);
        assertThat(Stored.number(place, "SELECT COUNT(DISTINCT recipient_lookup) FROM notify_delivery"))
                .as("recipients")
                .isEqualTo(2L * Host.HALF);
        assertThat(count(place, " WHERE state = 'SENT'")).isEqualTo(2L * Host.HALF);
        assertThat(Stored.number(place, "SELECT COUNT(*) FROM notify_notification"))
                .isEqualTo(1);
        assertThat(Stored.number(place, "SELECT COUNT(*) FROM notify_queue")).isZero();
        Bench.report(name, kills + " kills, " + 2 * Host.HALF + " recipients, each has one delivery, seed=" + seed);
        Bench.remove(folder);
    }

    private static long count(Place place, String where) throws SQLException {
        return Stored.number(place, "SELECT COUNT(*) FROM notify_delivery" + where);
    }

    private static Node.Options options(Place place, Path ledger, Task task, int life) {
        return new Node.Options(place, ledger, task, 1, new Host.Setup("life" + life, LEASE_MILLIS, 0));
    }
}
