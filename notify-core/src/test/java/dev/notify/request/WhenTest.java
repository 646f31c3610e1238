package dev.notify.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.model.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WhenTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void a_moment_is_that_moment_whatever_the_time() {
        assertThat(When.at(NOW.minusSeconds(9)).from(NOW)).isEqualTo(NOW.minusSeconds(9));
    }

    @Test
    void after_counts_from_now() {
        assertThat(When.after(Duration.ofMinutes(3)).from(NOW)).isEqualTo(NOW.plusSeconds(180));
        assertThat(When.NOW.from(NOW)).isEqualTo(NOW);
    }

    @Test
    void a_wall_clock_keeps_time_and_zone() {
        LocalDateTime inTheGap = LocalDateTime.of(2026, 3, 29, 2, 30);
        When when = When.at(inTheGap, ZoneId.of("Europe/Berlin"));
        assertThat(when).isEqualTo(new When.AtWall(inTheGap, ZoneId.of("Europe/Berlin")));
        assertThat(when.from(NOW)).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void nothing_is_due_before_it_is_sent() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> When.after(Duration.ofMillis(-1)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("after"));
    }
}
