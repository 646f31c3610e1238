package dev.notify.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallTimeTest {

    @ParameterizedTest
    @CsvSource({
        // an ordinary day
        "2026-11-21T08:30, Africa/Johannesburg, 2026-11-21T06:30:00Z",
        // the last minute before a gap, its first, its middle, and the first after it
        "2026-03-29T01:59, Europe/Berlin, 2026-03-29T00:59:00Z",
        "2026-03-29T02:00, Europe/Berlin, 2026-03-29T01:00:00Z",
        "2026-03-29T02:30, Europe/Berlin, 2026-03-29T01:00:00Z",
        "2026-03-29T03:00, Europe/Berlin, 2026-03-29T01:00:00Z",
        "2026-03-29T03:01, Europe/Berlin, 2026-03-29T01:01:00Z",
        // an overlap: the first of the two
        "2026-10-25T02:30, Europe/Berlin, 2026-10-25T00:30:00Z",
        "2026-10-25T03:00, Europe/Berlin, 2026-10-25T02:00:00Z",
        // half an hour in Lord Howe: gap and overlap
        "2026-10-04T02:15, Australia/Lord_Howe, 2026-10-03T15:30:00Z",
        "2026-10-04T02:30, Australia/Lord_Howe, 2026-10-03T15:30:00Z",
        "2026-04-05T01:45, Australia/Lord_Howe, 2026-04-04T14:45:00Z",
        // Apia skipped a day
        "2011-12-29T23:59, Pacific/Apia, 2011-12-30T09:59:00Z",
        "2011-12-30T00:00, Pacific/Apia, 2011-12-30T10:00:00Z",
        "2011-12-30T12:00, Pacific/Apia, 2011-12-30T10:00:00Z",
        "2011-12-31T00:00, Pacific/Apia, 2011-12-30T10:00:00Z",
        // a gap at midnight
        "2018-11-04T00:00, America/Sao_Paulo, 2018-11-04T03:00:00Z",
        "2026-11-21T08:30, +05:45, 2026-11-21T02:45:00Z"
    })
    void a_time_on_a_wall_is_one_moment(LocalDateTime time, String zone, Instant moment) {
        assertThat(WallTime.instantOf(time, ZoneId.of(zone))).isEqualTo(moment);
    }

    @Test
    void a_moment_seen_on_a_wall_comes_back_unless_the_wall_shows_it_twice() {
        for (String zone :
                new String[] {"Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "Asia/Kathmandu"}) {
            ZoneId there = ZoneId.of(zone);
            Instant moment = Instant.parse("2026-01-01T00:00:00Z");
            for (int i = 0; i < 366 * 48; i++) {
                Instant again = WallTime.instantOf(LocalDateTime.ofInstant(moment, there), there);
                assertThat(again).isBeforeOrEqualTo(moment).isAfterOrEqualTo(moment.minusSeconds(3600));
                moment = moment.plusSeconds(1800);
            }
        }
        assertThat(WallTime.instantOf(LocalDateTime.of(2026, 1, 1, 0, 0), ZoneOffset.UTC))
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }
}
