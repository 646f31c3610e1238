package dev.notify.internal.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampledTimeSourceTest {

    private long machine = 1_000_000;
    private long nanos = 5_000_000_000L;
    private final SampledTimeSource time = new SampledTimeSource(() -> machine, () -> nanos);

    private void pass(long millis) {
        machine += millis;
        nanos += millis * 1_000_000;
    }

    @Test
    void follows_the_clock_of_the_store() {
        time.sample(() -> 2_000_000);
        pass(500);
        assertThat(time.millis()).isEqualTo(2_000_500);
        assertThat(time.skewMillis()).isEqualTo(-1_000_000);
    }

    @Test
    void does_not_care_when_the_clock_of_the_machine_is_set() {
        time.sample(() -> 2_000_000);
        machine += 90_000;
        pass(500);
        assertThat(time.millis()).isEqualTo(2_000_500);
    }

    @Test
    void believes_a_slow_answer_only_if_it_knows_nothing_better() {
        time.sample(() -> {
            pass(1_000);
            return 2_000_000;
        });
        assertThat(time.millis()).isEqualTo(2_000_500);
        time.sample(() -> {
            pass(1_000);
            return 9_000_000;
        });
        assertThat(time.millis()).isEqualTo(2_001_500);
    }

    @Test
    void measures_how_long_something_takes_whatever_any_clock_is_set_to() {
        time.sample(() -> 2_000_000);
        long start = time.steady();
        pass(700);
        machine -= 3_600_000;
        time.sample(() -> 1_000);
        assertThat(time.steady() - start).isEqualTo(700);
    }
}
