package dev.notify.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.model.InvalidInputException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final double ALMOST_ONE = Math.nextDown(1.0);

    @Test
    void tries_for_a_day_by_default() {
        assertThat(RetryPolicy.DEFAULT.horizon()).isEqualTo(Duration.ofHours(24));
        assertThat(RetryPolicy.DEFAULT.first()).isEqualTo(Duration.ofSeconds(1));
        assertThat(RetryPolicy.DEFAULT.longest()).isEqualTo(Duration.ofMinutes(15));
        assertThat(RetryPolicy.never().mostAttempts()).isEqualTo(1);
        assertThat(RetryPolicy.upTo(Duration.ofHours(2)).attempts(3))
                .isEqualTo(new RetryPolicy(Duration.ofHours(2), Duration.ofSeconds(1), Duration.ofMinutes(15), 3));
    }

    @ParameterizedTest
    @CsvSource({
        "1,1000",
        "2,2000",
        "3,4000",
        "10,512000",
        "11,900000",
        "12,900000",
        "63,900000",
        "65,900000",
        "2147483647,900000"
    })
    void waits_twice_as_long_each_time_up_to_the_longest(int attempt, long most) {
        assertThat(RetryPolicy.DEFAULT.waitAfter(attempt, ALMOST_ONE).toMillis())
                .isBetween(most - 1, most);
        assertThat(RetryPolicy.DEFAULT.waitAfter(attempt, 0)).isEqualTo(Duration.ofMillis(most / 4));
    }

    @Test
    void never_waits_longer_than_the_longest_however_odd_the_numbers() {
        RetryPolicy odd = RetryPolicy.DEFAULT.waiting(Duration.ofMillis(7), Duration.ofDays(365));
        for (int attempt = 1; attempt < 200; attempt++) {
            assertThat(odd.waitAfter(attempt, ALMOST_ONE)).isPositive().isLessThanOrEqualTo(Duration.ofDays(365));
        }
    }

    @Test
    void always_waits_a_little() {
        RetryPolicy tiny = RetryPolicy.DEFAULT.waiting(Duration.ofNanos(1), Duration.ofMillis(1));
        assertThat(tiny.waitAfter(1, 0)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void refuses_what_makes_no_sense_and_names_the_field() {
        refused("retry.first", () -> RetryPolicy.DEFAULT.waiting(Duration.ZERO, Duration.ofSeconds(1)));
        refused("retry.longest", () -> RetryPolicy.DEFAULT.waiting(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        refused("retry.longest", () -> RetryPolicy.DEFAULT.waiting(Duration.ofSeconds(2), Duration.ZERO));
        refused("retry.horizon", () -> RetryPolicy.upTo(Duration.ofSeconds(-1)));
        refused("retry.mostAttempts", () -> RetryPolicy.DEFAULT.attempts(0));
    }

    @Test
    void other_policies_refuse_what_makes_no_sense() {
        refused("rateLimit.count", () -> RateLimit.perSecond(0));
        refused("rateLimit.per", () -> new RateLimit(1, Duration.ZERO));
        refused("concurrency", () -> Concurrency.between(5, 4));
        refused("concurrency", () -> Concurrency.of(0));
        refused("concurrency", () -> Concurrency.of(10_001));
        assertThat(Concurrency.of(7)).isEqualTo(Concurrency.between(7, 7));
        assertThat(RateLimit.perMinute(7).per()).isEqualTo(Duration.ofMinutes(1));
    }

    private static void refused(String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }
}
