package dev.notify.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same life again and again, each time with the next call to the store failing, until a life ends before its turn comes. */
class SweepTest {

    private static final int STEPS = 24;
    private static final String[] STEPS_OF_STORES = {"step of a fan-out", "stood in", "FALL_BACK claimed"};
    private static final long EVENTFUL = eventful();

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "AWAY_BEFORE", "LOST_AFTER", "REFUSED", "SLOW_BEFORE", "SLOW_AFTER"})
    void survives_any_one_call_to_the_store_failing(Faults.Fault fault) {
        SimWorld last =
                sweep(fault.name(), 60, n -> new SimWorld(EVENTFUL, Trouble.channelOnly()).failStoreCall(n, fault));
        assertThat(last.seen()).containsKeys(STEPS_OF_STORES);
    }

    /** The first life in which all of this is asked of a store: which one it is changes with whatever draws by chance. */
    private static long eventful() {
        return LongStream.range(0, 2_000)
                .filter(seed -> new SimWorld(seed, Trouble.channelOnly())
                        .live(STEPS)
                        .seen()
                        .keySet()
                        .containsAll(List.of(STEPS_OF_STORES)))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Provider.Answer.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SENT", "SLOWLY"})
    void survives_any_one_call_to_a_channel_going_wrong(Provider.Answer answer) {
        sweep(answer.name(), 10, n -> new SimWorld(8, Trouble.none()).failChannelCall(n, answer));
    }

    /** Two providers for e-mail: the n-th call is one of either. */
    @ParameterizedTest
    @EnumSource(names = {"TRY_AGAIN", "UNAVAILABLE", "MISCONFIGURED", "THROWS", "TAKES_AND_LOSES_ANSWER", "HANGS"})
    void survives_any_one_call_to_a_pool_going_wrong(Provider.Answer answer) {
        sweep(answer.name(), 10, n -> new SimWorld(7, Trouble.none().pooled()).failChannelCall(n, answer));
    }

    /** Returns the last life, in which nothing was left to fail. */
    private static SimWorld sweep(String what, int least, IntFunction<SimWorld> worlds) {
        SimWorld world = worlds.apply(1).live(STEPS);
        int n = 1;
        while (world.failed()) {
            assertThat(Invariants.broken(world)).as("%s at call %d", what, n).isEmpty();
            world = worlds.apply(++n).live(STEPS);
        }
        assertThat(Invariants.broken(world)).as("without %s", what).isEmpty();
        assertThat(n).as("calls that failed in turn").isGreaterThan(least);
        return world;
    }
}
