package dev.notify.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-03-09T10:00:00Z");

    private static Optional<Duration> of(String value) {
        return RetryAfter.of(new HttpEnd.Reply(429, Map.of("Retry-After", List.of(value)), new byte[0], true), NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "120 | 120",
                "' 7 ' | 7",
                "7200 | 3600",
                "999999999999999999 | 3600",
                "Mon, 09 Mar 2026 10:00:30 GMT | 30",
                "Monday, 09-Mar-26 10:00:30 GMT | 30",
                "Mon Mar  9 10:00:30 2026 | 30",
                "Mon, 09 Mar 2026 09:00:00 GMT | 0",
                "Tue, 09 Mar 2027 10:00:00 GMT | 3600"
            })
    void understands_seconds_and_dates_up_to_an_hour(String value, long seconds) {
        assertThat(of(value)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "-5", "1.5", "99999999999999999999", "Mon, 32 Mar 2026 10:00:00 GMT", "2026-03-09"})
    void does_not_guess(String value) {
        assertThat(of(value)).isEmpty();
    }

    @Test
    void is_absent_where_nothing_is_asked() {
        assertThat(RetryAfter.of(new HttpEnd.Reply(503, Map.of(), new byte[0], true), NOW))
                .isEmpty();
    }
}
