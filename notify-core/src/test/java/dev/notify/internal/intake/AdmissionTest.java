package dev.notify.internal.intake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.internal.base.TimeSource;
import dev.notify.internal.setup.Setups;
import dev.notify.model.ChannelName;
import dev.notify.model.OverloadedException;
import dev.notify.model.Tenant;
import dev.notify.policy.RateLimit;
import dev.notify.request.NotificationType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final class TwoClocks implements TimeSource {
        long wall = 1_000_000;
        long steady = -5_000_000;

        @Override
        public long millis() {
            return wall;
        }

        @Override
        public long steady() {
            return steady;
        }
    }

    private final TwoClocks time = new TwoClocks();
    private final Admission admission = new Admission(Setups.timed(Setups.timings(Duration.ofSeconds(5))), time);
    private final NotificationType type =
            NotificationType.named("limited").sendBy(ChannelName.SMS).acceptAtMost(RateLimit.perMinute(2));

    private void admit() {
        admission.admit(Tenant.of("t"), type);
    }

    @Test
    void a_clock_that_is_set_back_keeps_nobody_out_for_longer() {
        admit();
        admit();
        assertThatThrownBy(this::admit).isInstanceOf(OverloadedException.class);
        time.wall -= Duration.ofHours(1).toMillis();
        time.steady += Duration.ofMinutes(1).toMillis();
        admit();
        admit();
    }

    @Test
    void a_clock_that_is_set_forwards_lets_nobody_in() {
        admit();
        admit();
        time.wall += Duration.ofHours(1).toMillis();
        assertThatThrownBy(this::admit).isInstanceOf(OverloadedException.class);
    }
}
