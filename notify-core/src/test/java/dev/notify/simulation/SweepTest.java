package dev.notify.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.simulation.SimWorld.Trouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same life again and again, each time with the next call to the store failing, until a life ends before its turn comes. */
class SweepTest {

    private static final Trouble CHANNEL_ONLY = new Trouble(0, 0.2, false, false, false);

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "AWAY_BEFORE", "LOST_AFTER"})
    void survives_any_one_call_to_the_store_failing(Faults.Fault fault) {
        int n = 0;
        boolean reached = true;
        while (reached) {
            SimWorld world = new SimWorld(7, CHANNEL_ONLY, 2);
            world.failCall(++n, fault);
            world.live(8);
            reached = world.failed();
            assertThat(Invariants.broken(world)).as("%s at call %d", fault, n).isEmpty();
        }
        assertThat(n).as("calls that failed in turn").isGreaterThan(50);
    }
}
