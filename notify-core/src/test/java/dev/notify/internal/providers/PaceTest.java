package dev.notify.internal.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.policy.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void is_never_exceeded_in_any_stretch_wherever_it_begins() {
        Pace pace = new Pace(RateLimit.perSecond(7));
        List<Long> begun = new ArrayList<>();
        for (long now = 0; now < 10_000; now += 13) {
            while (pace.free(now) > 0) {
                pace.begin(now);
                begun.add(now);
            }
        }
        assertThat(begun.size()).isBetween(68, 70);
        for (int i = 7; i < begun.size(); i++) {
            assertThat(begun.get(i) - begun.get(i - 7)).isGreaterThanOrEqualTo(1_000);
        }
    }

    @Test
    void knows_when_the_next_may_begin_and_how_many_soon() {
        Pace pace = new Pace(new RateLimit(2, Duration.ofSeconds(10)));
        pace.begin(1_000);
        pace.begin(4_000);
        assertThat(pace.free(5_000)).isZero();
        assertThat(pace.nextAt(5_000)).isEqualTo(11_000);
        assertThat(pace.freeUntil(5_000, 10_999)).isZero();
        assertThat(pace.freeUntil(5_000, 11_000)).isEqualTo(1);
        assertThat(pace.freeUntil(5_000, 20_000)).isEqualTo(2);
        assertThat(pace.free(11_000)).isEqualTo(1);
        assertThat(pace.nextAt(11_000)).isEqualTo(11_000);
    }
}
