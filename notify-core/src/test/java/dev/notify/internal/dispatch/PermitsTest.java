package dev.notify.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.policy.Concurrency;
import org.junit.jupiter.api.Test;

class PermitsTest {

    private final Permits permits = new Permits(Concurrency.between(2, 4));

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            permits.succeeded(true);
        }
    }

    @Test
    void grow_by_one_for_a_round_of_successes_up_to_the_most() {
        succeed(1);
        assertThat(permits.limit()).isEqualTo(2);
        succeed(1);
        assertThat(permits.limit()).isEqualTo(3);
        succeed(100);
        assertThat(permits.limit()).isEqualTo(4);
        assertThat(permits.criticalLimit()).isEqualTo(5);
    }

    @Test
    void do_not_grow_while_some_are_free() {
        for (int i = 0; i < 100; i++) {
            permits.succeeded(false);
        }
        assertThat(permits.limit()).isEqualTo(2);
    }

    @Test
    void halve_once_a_second_and_never_below_the_least() {
        succeed(100);
        permits.pushedBack(10_000);
        permits.pushedBack(10_001);
        assertThat(permits.limit()).isEqualTo(2);
        permits.pushedBack(20_000);
        assertThat(permits.limit()).isEqualTo(2);
    }
}
