package dev.notify.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.simulation.Invariants.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation would notice: each of the known mistakes is planted, and caught by the promise it breaks. */
class PlantedBugsTest {

    /** How many seeds may pass before a bug is seen. */
    private static final int WITHIN = 600;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2_DEFAULT_WRITE_DELAY")
    void is_caught_within_a_few_seeds_and_gone_without_it(PlantedBug bug) {
        Promise promise = bug.caughtBy().orElseThrow();
        long seed = 0;
        List<String> broken = List.of();
        while (seed < WITHIN && broken.stream().noneMatch(b -> b.startsWith(promise.name()))) {
            broken = Invariants.broken(SimWorld.drawn(seed++, bug.plant()).live(Seeds.STEPS));
        }
        assertThat(broken).as("what %s broke within %d seeds", bug, seed).anyMatch(b -> b.startsWith(promise.name()));
        System.out.printf("%s is caught by seed %d: %s%n", bug, seed - 1, promise);
        SimWorld sound = SimWorld.drawn(seed - 1, (store, life) -> store).live(Seeds.STEPS);
        assertThat(Invariants.broken(sound)).as("the same seed without %s", bug).isEmpty();
    }

    @Test
    void the_bug_of_a_real_file_is_caught_by_a_real_kill() throws IOException {
        String[] where = PlantedBug.CAUGHT_ELSEWHERE.split("#");
        Path file = Path.of("..").resolve(where[0]);
        assertThat(Files.readString(file)).contains("@Test\n    void " + where[1] + "()");
    }

    @Test
    void there_are_eight_that_are_known_and_two_of_a_fan_out_and_a_fallback() {
        assertThat(PlantedBug.values()).hasSize(8 + 2);
    }
}
