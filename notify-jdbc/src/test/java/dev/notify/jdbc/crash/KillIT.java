package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Host.Flaw;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Kill -9 at any moment loses nothing that was acknowledged. {@code -Dnotify.crash.rounds=500} does more of it. */
class KillIT {

    @Test
    void loses_nothing_on_h2_when_its_process_is_killed() throws SQLException {
        Path folder = Bench.folder("kill-h2");
        survives("kill-h2", Place.h2(folder.resolve("db").resolve("notify")), folder);
    }

    @Test
    void loses_nothing_on_postgresql_when_its_process_is_killed() throws SQLException {
        Place place = Place.postgres(Lanes.postgres().createDatabase("crash_kill"));
        survives("kill-postgresql", place, Bench.folder("kill-postgresql"));
    }

    @Test
    void loses_nothing_on_mariadb_when_its_process_is_killed() throws SQLException {
        Place place = Place.mariaDb(Lanes.mariaDb().createDatabase("crash_kill"));
        survives("kill-mariadb", place, Bench.folder("kill-mariadb"));
    }

    private static void survives(String name, Place place, Path folder) throws SQLException {
        long seed = Bench.seed();
        int rounds = Bench.rounds("rounds", 25);
        Verdict verdict = new KillRounds(place, folder, seed, Flaw.NONE).run(rounds);
        Bench.report(name, verdict.line() + " seed=" + seed);
        assertThat(verdict.lost())
                .as("lost with -Dnotify.crash.seed=%s, ledgers in %s", seed, folder)
                .isEmpty();
        assertThat(verdict.violations())
                .as("with -Dnotify.crash.seed=%s, ledgers in %s", seed, folder)
                .isEmpty();
        assertThat(verdict.duplicates()).isLessThanOrEqualTo(verdict.inFlight());
        assertThat(verdict.acked()).as("acknowledged sends").isGreaterThan(rounds);
        Bench.remove(folder);
    }
}
