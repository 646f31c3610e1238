package dev.notify.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.DeliveryState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many short lives, each repeatable by its seed: {@code -Dnotify.sim.seed=..}; more of them: {@code -Dnotify.sim.seeds=..}. */
class SimulationTest {

    private static final int ENOUGH_TO_SEE_ALL = 500;

    @Test
    void holds_its_promises_whatever_goes_wrong() throws IOException {
        Long only = Long.getLong("notify.sim.seed");
        int seeds = only == null ? Integer.getInteger("notify.sim.seeds", 2_000) : 1;
        Seeds run = Seeds.run(only == null ? 0 : only, seeds);
        System.out.println(run.figure());
        if (only == null) {
            Files.writeString(
                    Files.createDirectories(Path.of("target", "simulation")).resolve("seen.txt"), run.figures());
        }
        assertThat(run.failures()).as("seeds that broke a promise").isEmpty();
        if (seeds >= ENOUGH_TO_SEE_ALL) {
            assertThat(run.seen()).as("what was seen").containsKeys(everything().toArray(String[]::new));
        }
    }

    /** A fault that never happens proves nothing: what a run of many seeds has to have seen. */
    private static List<String> everything() {
        List<String> all = new ArrayList<>();
        Arrays.stream(Trouble.Act.values()).forEach(act -> all.add("act " + act));
        Arrays.stream(Faults.Fault.values())
                .filter(fault -> fault != Faults.Fault.NONE)
                .forEach(fault -> all.add(fault.seen));
        Arrays.stream(Provider.Answer.values())
                .filter(answer -> answer != Provider.Answer.SENT && answer != Provider.Answer.SLOWLY)
                .forEach(answer -> all.add("channel " + answer));
        Arrays.stream(DeliveryState.values())
                .filter(state -> !NOT_YET.contains(state))
                .forEach(state -> all.add("state " + state));
        all.addAll(MOMENTS);
        return all;
    }

    /** No way leads to these yet; PENDING is no end. */
    private static final Set<DeliveryState> NOT_YET =
            EnumSet.of(DeliveryState.PENDING, DeliveryState.DELIVERED, DeliveryState.TOO_LATE);

    private static final List<String> MOMENTS = List.of(
            "accepted in a group",
            "settled in a group",
            "settled under a stale fence: no effect",
            "late success finished a retry",
            "late success came too late",
            "taken over",
            "given back",
            "claimed above a floor",
            "suspect claimed",
            "failed alone",
            "CALL claimed",
            "FAN_OUT claimed",
            "FALL_BACK claimed",
            "step of a fan-out",
            "step not written: others were first",
            "fan-out cancelled under way",
            "groups looked up while away",
            "provider called while away",
            "stood in",
            "handler THROWS",
            "held for hours",
            "held for a contact",
            "cancelled in flight",
            "key replayed",
            "key sent again, stored the first time",
            "key conflict",
            "transaction committed late",
            "transaction rolled back",
            "caller told that nobody knows",
            "caller died",
            "closed in order",
            "closed with work under way",
            "node paused longer than a lease",
            "node frozen longer than a lease",
            "clock of the database forwards",
            "clock of the database backwards",
            "clock of a node set");

    @Test
    void the_same_seed_is_the_same_life() {
        for (long seed = 0; seed < 10; seed++) {
            assertThat(Seeds.trace(seed)).as("seed %d", seed).isEqualTo(Seeds.trace(seed));
        }
        assertThat(Seeds.trace(1)).isNotEqualTo(Seeds.trace(2));
    }

    @Test
    void sends_everything_exactly_once_when_nothing_goes_wrong() {
        for (long seed = 0; seed < 50; seed++) {
            SimWorld world = new SimWorld(seed, Trouble.none()).live(Seeds.STEPS);
            assertThat(Invariants.broken(world)).as("seed %d", seed).isEmpty();
            List<History.Call> taken =
                    world.history().calls.stream().filter(c -> c.taken > 0).toList();
            assertThat(taken.stream().map(c -> c.delivery)).doesNotHaveDuplicates();
            assertThat(world.seen()).doesNotContainKey("taken over");
        }
    }

    /** A seed that fails on one machine must fail on the next: nothing may depend on hashes that differ from process to process. */
    @Test
    void a_seed_is_the_same_life_in_another_process() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Seeds.class.getName(),
                        "3")
                .redirectErrorStream(true)
                .start();
        String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor()).as(said).isZero();
        assertThat(said.trim()).isEqualTo("" + Seeds.trace(3));
    }
}
