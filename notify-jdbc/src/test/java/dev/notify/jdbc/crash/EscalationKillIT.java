package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Node.Task;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Kill -9 before the last rung of an escalation: another process asks whoever is next, and rings once when nobody answers. */
class EscalationKillIT {

    private static final int LEASE_MILLIS = 2_000;

    @Test
    void is_climbed_to_its_end_by_another_process_on_h2() throws SQLException {
        Path folder = Bench.folder("escalation-h2");
        survives("escalation-h2", Place.h2(folder.resolve("db").resolve("notify")), folder);
    }

    @Test
    void is_climbed_to_its_end_by_another_process_on_postgresql() throws SQLException {
        Place place = Place.postgres(Lanes.postgres().createDatabase("crash_escalation"));
        survives("escalation-postgresql", place, Bench.folder("escalation-postgresql"));
    }

    @Test
    void is_climbed_to_its_end_by_another_process_on_mariadb() throws SQLException {
        Place place = Place.mariaDb(Lanes.mariaDb().createDatabase("crash_escalation"));
        survives("escalation-mariadb", place, Bench.folder("escalation-mariadb"));
    }

    private static void survives(String name, Place place, Path folder) throws SQLException {
        int rung;
        try (ChildNode first = ChildNode.start(options(place, folder.resolve("first.ledger"), Task.ESCALATE))) {
            first.await(Event.DELIVERED, 1); // the first was asked; whoever is next is not, for two seconds
            first.kill();
            rung = first.count(Event.RUNG);
        }
        assertThat(rung).as("rung before the ladder had ended").isZero();
        try (ChildNode second = ChildNode.start(options(place, folder.resolve("second.ledger"), Task.WORK))) {
            second.await(Event.RUNG, 1);
            assertThat(second.askToClose()).isZero();
            assertThat(second.count(Event.RUNG)).as("rung").isEqualTo(1);
        }
        assertThat(Stored.number(place, "SELECT COUNT(*) FROM notify_notification"))
                .as("rungs, each sent once")
                .isEqualTo(2);
        assertThat(Stored.number(place, "SELECT COUNT(*) FROM notify_delivery WHERE state = 'SENT'"))
                .isEqualTo(2);
        assertThat(Stored.number(place, "SELECT COUNT(*) FROM notify_queue")).isZero();
        Bench.report(name, "killed before the last rung, rung once by another process");
        Bench.remove(folder);
    }

    private static Node.Options options(Place place, Path ledger, Task task) {
        return new Node.Options(
                place,
                ledger,
                task,
                1,
                new Host.Setup(task.name().toLowerCase(java.util.Locale.ROOT), LEASE_MILLIS, 0));
    }
}
