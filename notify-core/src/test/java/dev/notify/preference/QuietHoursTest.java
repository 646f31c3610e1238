package dev.notify.preference;

import static dev.notify.preference.QuietHours.NONE;
import static dev.notify.preference.QuietHours.WEEKDAYS;
import static dev.notify.preference.QuietHours.WEEKEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.notify.model.InvalidInputException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    /** Monday is 2026-03-02. */
    private static final QuietHours WEEK = NONE.on(WEEKDAYS, "22:00", "07:00")
            .on(WEEKDAYS, "12:30", "13:30")
            .on(WEEKEND, "23:30", "10:00")
            .holidays(LocalDate.of(2026, 3, 4));

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T06:59, true", // the night of Sunday
        "2026-03-02T09:59, true",
        "2026-03-02T10:00, false",
        "2026-03-02T12:29:59.999, false",
        "2026-03-02T12:30, true",
        "2026-03-02T13:30, false",
        "2026-03-02T22:00, true",
        "2026-03-03T06:59, true",
        "2026-03-03T07:00, false",
        "2026-03-04T15:00, true", // the holiday
        "2026-03-05T00:00, true", // the night that began on it
        "2026-03-05T07:00, false",
        "2026-03-07T06:30, true", // Saturday, in Friday's night
        "2026-03-07T07:30, false",
        "2026-03-07T23:00, false",
        "2026-03-08T09:00, true"
    })
    void cover_nights_noons_weekends_and_holidays(LocalDateTime wall, boolean quiet) {

        assertThat(WEEK.during(wall).isPresent()).isEqualTo(quiet);
    }

    @Test
    void say_what_is_quiet_in_plain_words() {
        assertThat(WEEK.during(LocalDateTime.parse("2026-03-02T12:45"))).contains("quiet hours 12:30-13:30");
        assertThat(WEEK.during(LocalDateTime.parse("2026-03-04T12:45"))).contains("quiet day 2026-03-04");
        assertThat(NONE.allDay(DayOfWeek.SUNDAY).during(LocalDateTime.parse("2026-03-08T12:45")))
                .contains("quiet hours 00:00-24:00");
        assertThat(QuietHours.daily("20:00", "24:00")
                        .inZone("Africa/Johannesburg")
                        .during(LocalDateTime.parse("2026-03-08T23:59")))
                .contains("quiet hours 20:00-24:00 Africa/Johannesburg");
        assertThat(NONE.during(LocalDateTime.parse("2026-03-08T03:00"))).isEmpty();
    }

    @Test
    void a_whole_day_is_that_day_and_no_other() {
        QuietHours sundays = NONE.allDay(DayOfWeek.SUNDAY);
        assertThat(sundays.during(LocalDateTime.parse("2026-03-07T23:59:59"))).isEmpty();
        assertThat(sundays.during(LocalDateTime.parse("2026-03-08T00:00"))).isPresent();
        assertThat(sundays.during(LocalDateTime.parse("2026-03-08T23:59:59"))).isPresent();
        assertThat(sundays.during(LocalDateTime.parse("2026-03-09T00:00"))).isEmpty();
    }

    @Test
    void windows_that_are_empty_overlap_or_are_no_times_are_refused_by_name() {
        refused("quietHours", "empty", () -> QuietHours.daily("22:00", "22:00"));
        refused("quietHours", "empty", () -> QuietHours.daily("00:00", "00:00"));
        refused("quietHours", "empty", () -> new QuietHours.Window(WEEKDAYS, LocalTime.NOON, LocalTime.NOON));
        refused("quietHours.days", "no day", () -> NONE.on(Set.of(), "22:00", "08:00"));
        refused("quietHours.days", "no day", NONE::allDay);
        refused("quietHours.from", "no time", () -> QuietHours.daily("ten", "08:00"));
        refused("quietHours.to", "no time", () -> QuietHours.daily("22:00", "25:00"));
        refused(
                "quietHours.zone",
                "no known",
                () -> QuietHours.daily("22:00", "08:00").inZone("Mars/Olympus"));
        refused(
                "quietHours",
                "overlap",
                () -> QuietHours.daily("22:00", "08:00").on(WEEKEND, "07:00", "10:00"));
        refused(
                "quietHours",
                "overlap",
                () -> NONE.on(Set.of(DayOfWeek.MONDAY), "08:00", "10:00")
                        .on(Set.of(DayOfWeek.SUNDAY), "22:00", "08:01"));
        refused(
                "quietHours",
                "overlap",
                () -> NONE.allDay(DayOfWeek.SUNDAY, DayOfWeek.MONDAY).allDay(DayOfWeek.SUNDAY));
    }

    @Test
    void windows_that_only_touch_are_taken() {
        assertThatNoException()
                .isThrownBy(() -> QuietHours.daily("22:00", "08:00").on(WEEKEND, "08:00", "10:00"));
        assertThatNoException().isThrownBy(() -> NONE.allDay(DayOfWeek.values()));
    }

    private static void refused(String field, String why, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .withMessageContaining(why);
    }
}
