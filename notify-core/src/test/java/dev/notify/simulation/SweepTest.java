package dev.notify.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same life again and again, each time with the next call to the store failing, until a life ends before its turn comes. */
class SweepTest {

    private static final int STEPS = 24;

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "AWAY_BEFORE", "LOST_AFTER", "REFUSED", "SLOW_BEFORE", "SLOW_AFTER"})
    void survives_any_one_call_to_the_store_failing(Faults.Fault fault) {
        sweep(fault.name(), 60, n -> new SimWorld(7, Trouble.channelOnly()).failStoreCall(n, fault));
    }

    @ParameterizedTest
    @EnumSource(
            value = Provider.Answer.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SENT", "SLOWLY"})
    void survives_any_one_call_to_a_channel_going_wrong(Provider.Answer answer) {
        sweep(answer.name(), 10, n -> new SimWorld(8, Trouble.none()).failChannelCall(n, answer));
    }

    private static void sweep(String what, int least, IntFunction<SimWorld> worlds) {
        int n = 0;
        boolean reached = true;
        while (reached) {
            SimWorld world = worlds.apply(++n).live(STEPS);
            reached = world.failed();
            assertThat(Invariants.broken(world)).as("%s at call %d", what, n).isEmpty();
        }
        assertThat(n).as("calls that failed in turn").isGreaterThan(least);
    }
}
