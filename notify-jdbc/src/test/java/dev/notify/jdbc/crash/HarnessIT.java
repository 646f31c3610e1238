package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Host.Flaw;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * The crash tests would notice a loss: whoever loses is caught by the same rounds and the same checker. An H2 with its ordinary write
 * delay is one of the eight planted bugs of {@code dev.notify.simulation.PlantedBug}, which names this test.
 */
class HarnessIT {

    @Test
    void catches_a_host_that_acknowledges_before_it_sends() throws SQLException {
        Path folder = Bench.folder("harness-early");
        Place place = Place.h2(folder.resolve("db").resolve("notify"));
        long seed = Bench.seed();
        Verdict verdict = new KillRounds(place, folder, seed, Flaw.ACKNOWLEDGES_TOO_EARLY).run(2);
        Bench.report("harness-early", verdict.line() + " seed=" + seed);
        assertThat(verdict.lost())
                .as("lost, seed %s, ledgers in %s", seed, folder)
                .isNotEmpty();
        Bench.remove(folder);
    }

    @Test
    void catches_an_h2_that_writes_later_than_it_says() throws SQLException {
        Path folder = Bench.folder("harness-lossy");
        Place place = Place.lossyH2(folder.resolve("db").resolve("notify"));
        long seed = Bench.seed();
        Verdict verdict = new KillRounds(place, folder, seed, Flaw.NONE).run(3);
        Bench.report("harness-lossy", verdict.line() + " seed=" + seed);
        assertThat(verdict.lost())
                .as("lost, seed %s, ledgers in %s", seed, folder)
                .isNotEmpty();
        Bench.remove(folder);
    }
}
