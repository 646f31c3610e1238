package dev.notify.internal.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.policy.BreakerPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final Breaker breaker =
            new Breaker(BreakerPolicy.failures(3, 5).waiting(Duration.ofSeconds(10), Duration.ofSeconds(30)));

    private void fail(long now) {
        breaker.failed(now, false, "no", 0);
    }

    private void open(long now) {
        fail(now);
        fail(now);
        fail(now);
    }

    private void probeFails(long now) {
        breaker.failed(now, breaker.begin(now), "still no", 0);
    }

    @Test
    void opens_once_so_many_of_the_latest_failed() {
        fail(0);
        fail(0);
        breaker.succeeded(0, false);
        breaker.succeeded(0, false);
        breaker.succeeded(0, false);
        fail(1);
        assertThat(breaker.closed()).as("the first two are forgotten").isTrue();
        fail(2);
        fail(3);
        assertThat(breaker.closed()).isFalse();
        assertThat(breaker.free(3, 0, false)).isZero();
        assertThat(breaker.until()).isEqualTo(10_003);
    }

    @Test
    void lets_one_try_after_the_wait_and_no_second_meanwhile() {
        open(0);
        assertThat(breaker.free(9_999, 0, false)).isZero();
        assertThat(breaker.nextAt(9_999, 0, false)).isEqualTo(10_000);
        assertThat(breaker.free(10_000, 0, false)).isEqualTo(1);
        assertThat(breaker.begin(10_000)).isTrue();
        assertThat(breaker.free(10_000, 1, false)).isZero();
        assertThat(breaker.nextAt(10_000, 1, false)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void waits_twice_as_long_each_time_and_no_longer_than_the_longest() {
        open(0);
        probeFails(10_000);
        assertThat(breaker.until()).isEqualTo(30_000);
        probeFails(30_000);
        assertThat(breaker.until()).isEqualTo(60_000);
        probeFails(60_000);
        assertThat(breaker.until()).isEqualTo(90_000);
    }

    @Test
    void comes_back_little_by_little() {
        open(0);
        breaker.succeeded(10_000, breaker.begin(10_000));
        assertThat(breaker.closed()).isTrue();
        assertThat(breaker.free(10_000, 0, false)).isEqualTo(2);
        breaker.begin(10_000);
        breaker.begin(10_000);
        assertThat(breaker.free(10_500, 0, false)).isZero();
        assertThat(breaker.nextAt(10_500, 0, false)).isEqualTo(11_000);
        assertThat(breaker.free(11_000, 0, false)).isEqualTo(4);
        assertThat(breaker.free(11_000, 3, false)).isEqualTo(1);
        assertThat(breaker.free(15_000, 0, false)).isEqualTo(64);
        assertThat(breaker.free(20_000, 0, false)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void what_was_under_way_when_it_opened_changes_nothing() {
        open(0);
        breaker.succeeded(5, false);
        assertThat(breaker.closed()).isFalse();
        fail(6);
        assertThat(breaker.until()).isEqualTo(10_000);
    }

    @Test
    void a_provider_that_says_it_takes_nothing_is_believed_at_once() {
        breaker.unavailable(0, false, 90_000, false, "quota", 0);
        assertThat(breaker.closed()).isFalse();
        assertThat(breaker.until()).isEqualTo(90_000);
        assertThat(breaker.why()).isEqualTo("quota");
    }

    @Test
    void one_that_refuses_us_is_tried_slowly_from_the_beginning_even_for_critical_work() {
        breaker.unavailable(0, false, 0, true, "login refused", 0);
        assertThat(breaker.misconfigured()).isTrue();
        assertThat(breaker.until()).isEqualTo(30_000);
        assertThat(breaker.free(29_999, 0, true)).isZero();
        breaker.succeeded(30_000, breaker.begin(30_000));
        assertThat(breaker.misconfigured()).isFalse();
    }

    @Test
    void a_critical_delivery_probes_a_second_after_it_opened() {
        open(0);
        assertThat(breaker.free(999, 0, true)).isZero();
        assertThat(breaker.nextAt(0, 0, true)).isEqualTo(1_000);
        assertThat(breaker.free(1_000, 0, true)).isEqualTo(1);
        assertThat(breaker.free(1_000, 0, false)).isZero();
    }

    @Test
    void a_probe_that_did_not_come_to_a_call_leaves_its_place_to_the_next() {
        open(0);
        assertThat(breaker.begin(10_000)).isTrue();
        breaker.notProbed();
        assertThat(breaker.free(10_000, 0, false)).isEqualTo(1);
    }

    @Test
    void waits_are_spread_so_that_nodes_do_not_probe_together() {
        breaker.unavailable(0, false, 0, false, "down", 0.5);
        assertThat(breaker.until()).isEqualTo(10_500);
    }

    private void turnAway(long now, String... recipients) {
        for (String recipient : recipients) {
            breaker.turnedAway(now, false, recipient, "mailbox busy", 0);
        }
    }

    @Test
    void one_recipient_to_try_again_says_nothing_of_the_provider() {
        for (int i = 0; i < 1_000; i++) {
            turnAway(i, "a");
        }
        turnAway(1_000, "b", "c", "d", "a", "b", "c", "d");
        assertThat(breaker.closed()).isTrue();
    }

    @Test
    void as_many_recipients_in_a_row_as_it_is_judged_by_open_it() {
        turnAway(0, "a", "b", "c", "d");
        breaker.succeeded(1, false);
        turnAway(2, "e", "f", "g", "h");
        assertThat(breaker.closed()).as("something went well in between").isTrue();
        turnAway(3, "i");
        assertThat(breaker.closed()).isFalse();
        assertThat(breaker.until()).isEqualTo(10_003);
        assertThat(breaker.why()).isEqualTo("mailbox busy");
    }

    @Test
    void to_try_again_neither_hides_failures_nor_counts_as_one() {
        fail(0);
        fail(1);
        turnAway(2, "a", "b", "a", "b", "a", "b", "a", "b");
        assertThat(breaker.closed()).isTrue();
        fail(3);
        assertThat(breaker.closed())
                .as("three of the latest five that say something")
                .isFalse();
    }

    @Test
    void a_probe_that_is_to_try_again_went_badly_once_for_each_recipient() {
        open(0);
        breaker.turnedAway(10_000, breaker.begin(10_000), "a", "mailbox busy", 0);
        assertThat(breaker.free(10_000, 0, false)).isZero();
        assertThat(breaker.until()).isEqualTo(30_000);
        breaker.turnedAway(30_000, breaker.begin(30_000), "a", "mailbox busy", 0);
        assertThat(breaker.until()).as("known already").isEqualTo(30_000);
        assertThat(breaker.free(30_000, 0, false)).as("so the next one probes").isEqualTo(1);
        breaker.succeeded(30_001, breaker.begin(30_001));
        assertThat(breaker.closed()).isTrue();
    }

    @Test
    void who_was_turned_away_after_it_opened_is_not_counted() {
        open(0);
        turnAway(1, "a");
        breaker.turnedAway(10_000, breaker.begin(10_000), "a", "mailbox busy", 0);
        assertThat(breaker.until()).isEqualTo(30_000);
    }
}
