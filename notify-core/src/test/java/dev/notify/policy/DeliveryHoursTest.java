package dev.notify.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.model.InvalidInputException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryHoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T06:59:59.999Z, false, 2026-11-21T07:00:00Z",
        "2026-11-21T07:00:00Z, true, 2026-11-21T07:00:00Z",
        "2026-11-21T12:34:56Z, true, 2026-11-21T12:34:56Z",
        "2026-11-21T20:59:59.999Z, true, 2026-11-21T20:59:59.999Z",
        "2026-11-21T21:00:00Z, false, 2026-11-22T07:00:00Z",
        "2026-11-21T23:30:00Z, false, 2026-11-22T07:00:00Z",
        // the nights in which the clock changes are an hour shorter and longer
        "2026-03-28T22:00:00Z, false, 2026-03-29T06:00:00Z",
        "2026-10-24T21:00:00Z, false, 2026-10-25T07:00:00Z"
    })
    void are_open_from_eight_to_ten_at_night_by_the_clock_there(Instant moment, boolean open, Instant next) {
        assertThat(DeliveryHours.DEFAULT.open(moment, BERLIN)).isEqualTo(open);
        assertThat(DeliveryHours.DEFAULT.next(moment, BERLIN)).isEqualTo(next);
    }

    @Test
    void that_begin_in_a_gap_begin_after_it() {
        DeliveryHours early = new DeliveryHours(LocalTime.of(2, 30), LocalTime.of(22, 0));
        Instant next = early.next(Instant.parse("2026-03-29T00:30:00Z"), BERLIN);
        assertThat(next).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(early.open(next, BERLIN)).isTrue();
    }

    @Test
    void skip_a_day_that_does_not_exist() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Instant evening = Instant.parse("2011-12-30T09:00:00Z");
        Instant next = DeliveryHours.DEFAULT.next(evening, apia);
        assertThat(DeliveryHours.DEFAULT.open(next, apia)).isTrue();
        assertThat(next).isEqualTo(Instant.parse("2011-12-30T18:00:00Z"));
    }

    @Test
    void the_next_moment_is_open_and_none_before_it_is() {
        DeliveryHours hours = DeliveryHours.DEFAULT;
        for (String zone : new String[] {"Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia"}) {
            ZoneId there = ZoneId.of(zone);
            Instant moment = Instant.parse("2011-12-01T00:00:00Z");
            for (int i = 0; i < 60 * 48; i++) {
                Instant next = hours.next(moment, there);
                assertThat(hours.open(next, there)).isTrue();
                assertThat(next).isAfterOrEqualTo(moment);
                if (next.isAfter(moment)) {
                    assertThat(hours.open(next.minusMillis(1), there)).isFalse();
                }
                moment = moment.plusSeconds(1800);
            }
        }
    }

    @Test
    void a_day_on_which_the_clock_skips_the_whole_of_them_is_passed_over() {
        DeliveryHours short_ = new DeliveryHours(LocalTime.of(2, 10), LocalTime.of(2, 50));
        Instant next = short_.next(Instant.parse("2026-03-29T00:30:00Z"), BERLIN);
        assertThat(short_.open(next, BERLIN)).isTrue();
        assertThat(next).isEqualTo(Instant.parse("2026-03-30T00:10:00Z"));
    }

    @Test
    void must_begin_before_they_end() {
        for (LocalTime end : new LocalTime[] {LocalTime.of(8, 0), LocalTime.of(7, 0), LocalTime.MIDNIGHT}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> new DeliveryHours(LocalTime.of(8, 0), end))
                    .satisfies(e -> assertThat(e.field()).isEqualTo("deliveryHours"));
        }
    }
}
