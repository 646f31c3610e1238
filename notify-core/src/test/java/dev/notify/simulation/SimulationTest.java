package dev.notify.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.simulation.SimWorld.Trouble;
import org.junit.jupiter.api.Test;

/** Many short lives, each repeatable by its seed: {@code -Dnotify.sim.seed=..}; more of them: {@code -Dnotify.sim.seeds=..}. */
class SimulationTest {

    private static final int STEPS = 60;

    private static final Trouble EVERYTHING = new Trouble(0.05, 0.25, true, true, true);

    @Test
    void holds_its_promises_whatever_goes_wrong() {
        Long only = Long.getLong("notify.sim.seed");
        if (only != null) {
            live(only, EVERYTHING);
            return;
        }
        int seeds = Integer.getInteger("notify.sim.seeds", 300);
        for (long seed = 0; seed < seeds; seed++) {
            live(seed, EVERYTHING);
        }
    }

    @Test
    void sends_everything_exactly_once_when_nothing_goes_wrong() {
        for (long seed = 0; seed < 50; seed++) {
            SimWorld world = live(seed, Trouble.NONE);
            world.channels()
                    .forEach(c -> assertThat(c.accepted().stream().map(SimChannel.Accepted::delivery))
                            .doesNotHaveDuplicates());
        }
    }

    private static SimWorld live(long seed, Trouble trouble) {
        SimWorld world = new SimWorld(seed, trouble, 3);
        try {
            world.live(STEPS);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + " (repeat it with -Dnotify.sim.seed=" + seed + ")", e);
        }
        assertThat(Invariants.broken(world))
                .as("seed %d (repeat it with -Dnotify.sim.seed=%d)", seed, seed)
                .isEmpty();
        return world;
    }
}
