package dev.notify.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.model.InvalidInputException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class QuotaTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void a_quota_of_nothing_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Quota.perDay(0))
                .withMessageContaining("quota.count is 0");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Quota.perHour(-3))
                .withMessageContaining("quota.count is -3");
    }

    @Test
    void days_are_those_of_its_zone() {
        Quota quota = Quota.perDay(500).in(NEW_YORK);
        assertThat(quota.beginning(at("2026-03-02T04:59:00Z"))).isEqualTo(at("2026-03-01T05:00:00Z"));
        assertThat(quota.end(at("2026-03-02T04:59:00Z"))).isEqualTo(at("2026-03-02T05:00:00Z"));
        assertThat(quota.asText()).isEqualTo("500 a day");
    }

    @Test
    void a_day_on_which_the_clock_is_changed_ends_at_midnight() {
        Quota quota = Quota.perDay(500).in(NEW_YORK);
        assertThat(quota.beginning(at("2026-03-08T12:00:00Z"))).isEqualTo(at("2026-03-08T05:00:00Z"));
        assertThat(quota.end(at("2026-03-08T12:00:00Z"))).isEqualTo(at("2026-03-09T04:00:00Z"));
    }

    @Test
    void hours_begin_on_the_hour() {
        Quota quota = Quota.perHour(100);
        assertThat(quota.beginning(at("2026-03-02T12:59:59Z"))).isEqualTo(at("2026-03-02T12:00:00Z"));
        assertThat(quota.end(at("2026-03-02T12:59:59Z"))).isEqualTo(at("2026-03-02T13:00:00Z"));
    }
}
