package dev.notify.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.preference.DeliveryHours;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The search for an open moment, told case by case, and against an oracle that walks every minute around every change of every clock. */
class OpeningsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long SEED = Long.getLong("notify.times.seed", 20_261_121);
    private static final int DAYS = 3;

    private static Openings quiet(String from, String to, ZoneId zone) {
        return new Openings(List.of(Stretch.of(QuietHours.daily(from, to), zone)));
    }

    private static Instant first(Openings hours, String from) {
        Openings.Found found = hours.first(Instant.parse(from));
        assertThat(found).isNotNull();
        return found == null ? Instant.MIN : found.at();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T06:59:59.999Z, 2026-11-21T07:00:00Z",
        "2026-11-21T12:34:56.789Z, 2026-11-21T12:34:56.789Z",
        "2026-11-21T20:59:59.999Z, 2026-11-21T20:59:59.999Z",
        "2026-11-21T21:00:00Z, 2026-11-22T07:00:00Z",
        // the nights in which the clock changes are an hour shorter and longer: they end when the clock says so
        "2026-03-28T22:00:00Z, 2026-03-29T06:00:00Z",
        "2026-10-24T21:00:00Z, 2026-10-25T07:00:00Z"
    })
    void delivery_hours_begin_by_the_clock_there(String from, Instant next) {
        assertThat(first(new Openings(List.of(Stretch.of(DeliveryHours.DEFAULT, BERLIN))), from))
                .isEqualTo(next);
    }

    @Test
    void an_end_in_a_gap_is_the_end_of_the_gap() {
        assertThat(first(quiet("22:00", "02:30", BERLIN), "2026-03-28T23:00:00Z"))
                .isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void hours_that_lie_in_a_gap_as_a_whole_do_not_come_that_day() {
        DeliveryHours inTheGap = new DeliveryHours(LocalTime.of(2, 10), LocalTime.of(2, 50));
        assertThat(first(new Openings(List.of(Stretch.of(inTheGap, BERLIN))), "2026-03-29T00:30:00Z"))
                .isEqualTo(Instant.parse("2026-03-30T00:10:00Z"));
    }

    @Test
    void an_end_the_clock_shows_twice_is_the_first_and_it_is_quiet_again_when_the_clock_says_so() {
        Openings night = quiet("22:00", "02:30", BERLIN);
        assertThat(first(night, "2026-10-24T22:00:00Z")).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(first(night, "2026-10-25T01:00:00Z")).isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Test
    void half_an_hour_counts() {
        ZoneId island = ZoneId.of("Australia/Lord_Howe");
        assertThat(first(quiet("22:00", "02:15", island), "2026-10-03T12:00:00Z"))
                .isEqualTo(Instant.parse("2026-10-03T15:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "Pacific/Apia, 2011-12-30T09:00:00Z, 2011-12-30T18:00:00Z",
        "Pacific/Kwajalein, 1993-08-21T11:00:00Z, 1993-08-21T20:00:00Z"
    })
    void a_day_that_does_not_exist_is_passed_over(ZoneId zone, String from, Instant next) {
        assertThat(first(new Openings(List.of(Stretch.of(DeliveryHours.DEFAULT, zone))), from))
                .isEqualTo(next);
    }

    @Test
    void there_is_none_where_everything_is_quiet() {
        Openings week = new Openings(List.of(Stretch.of(QuietHours.NONE.allDay(DayOfWeek.values()), ZoneId.of("UTC"))));
        assertThat(week.first(Instant.parse("2026-03-02T12:00:00Z"))).isNull();
        assertThat(week.last(Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-02T12:00:00Z")))
                .isNull();
        Openings never = new Openings(List.of(
                Stretch.of(QuietHours.daily("08:00", "22:00"), BERLIN), Stretch.of(DeliveryHours.DEFAULT, BERLIN)));
        assertThat(never.first(Instant.parse("2026-03-02T12:00:00Z"))).isNull();
    }

    @Test
    void what_stands_in_the_way_is_named_from_the_first_moment_and_the_last() {
        Openings both = new Openings(List.of(
                Stretch.of(DeliveryHours.DEFAULT, BERLIN), Stretch.of(QuietHours.daily("20:00", "09:30"), BERLIN)));
        Openings.Found found = both.first(Instant.parse("2026-03-02T22:00:00Z"));
        assertThat(found).isNotNull();
        assertThat(found == null ? Set.of() : found.because())
                .containsExactlyInAnyOrder("delivery hours 08:00-22:00", "quiet hours 20:00-09:30");
    }

    @Test
    void agrees_with_every_minute_around_every_change_of_every_clock() {
        Random random = new Random(SEED);
        Set<ZoneRules> seen = new HashSet<>();
        int compared = 0;
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            if (seen.add(zone.getRules())) {
                for (Instant around : momentsOf(zone)) {
                    compare(zone, around.plusSeconds(60L * (random.nextInt(900) - 600)), random);
                    compared++;
                }
            }
        }
        assertThat(seen.size()).as("zones").isGreaterThan(200);
        assertThat(compared).as("changes of clocks").isGreaterThan(600);
    }

    /** The changes of two years; for the two clocks that skipped a day that day; for clocks that never change any moment. */
    private static List<Instant> momentsOf(ZoneId zone) {
        List<Instant> moments = new ArrayList<>();
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        moments.add(at);
        while (true) {
            ZoneOffsetTransition change = zone.getRules().nextTransition(at);
            if (change == null || change.getInstant().isAfter(Instant.parse("2028-01-01T00:00:00Z"))) {
                break;
            }
            at = change.getInstant();
            moments.add(at);
        }
        if (zone.getId().equals("Pacific/Apia") || zone.getId().equals("Etc/Apia")) {
            moments.add(Instant.parse("2011-12-30T10:00:00Z"));
        }
        if (zone.getId().equals("Pacific/Kwajalein") || zone.getId().equals("Kwajalein")) {
            moments.add(Instant.parse("1993-08-21T12:00:00Z"));
        }
        return moments;
    }

    private static void compare(ZoneId zone, Instant from, Random random) {
        Oracle oracle = new Oracle(zone);
        Openings hours = oracle.draw(random);
        String what = zone + " from " + from + " " + oracle;
        Instant end = from.plus(Duration.ofDays(DAYS));
        Openings.Found found = hours.first(from);
        Instant first = oracle.first(from, end);
        if (first == null) {
            assertThat(found == null || !found.at().isBefore(end)).as(what).isTrue();
        } else {
            assertThat(found == null ? null : found.at()).as(what).isEqualTo(first);
        }
        assertThat(hours.last(from, end)).as("the last, " + what).isEqualTo(oracle.last(from, end));
    }

    /** Knows hours as a table of the minutes of a week, and looks at one minute after the other. */
    private static final class Oracle {

        private static final int WEEK = 7 * 1440;
        private final ZoneId zone;
        private final boolean[] closed = new boolean[WEEK];
        private final StringBuilder said = new StringBuilder();

        Oracle(ZoneId zone) {
            this.zone = zone;
        }

        Openings draw(Random random) {
            List<Stretch> stretches = new ArrayList<>();
            if (random.nextBoolean()) {
                int from = random.nextInt(12 * 60);
                int to = from + 1 + random.nextInt(1439 - from);
                said.append("delivery ")
                        .append(time(from))
                        .append('-')
                        .append(time(to))
                        .append(' ');
                stretches.add(Stretch.of(new DeliveryHours(time(from), time(to)), zone));
                closeOutside(from, to);
            }
            if (random.nextInt(3) == 0) {
                int from = random.nextInt(20 * 60);
                int to = from + 1 + random.nextInt(120);
                said.append("preferred ")
                        .append(time(from))
                        .append('-')
                        .append(time(to))
                        .append(' ');
                stretches.add(Stretch.of(List.of(new PreferredTime(time(from), time(to))), zone));
                closeOutside(from, to);
            }
            stretches.add(Stretch.of(quiet(random), zone));
            return new Openings(stretches);
        }

        private QuietHours quiet(Random random) {
            QuietHours hours = QuietHours.NONE;
            int windows = 1 + random.nextInt(4);
            for (int i = 0; i < windows; i++) {
                int day = random.nextInt(7);
                int from = random.nextInt(1440);
                int length = 1 + random.nextInt(1439);
                if (fits(day * 1440 + from, length)) {
                    said.append(DayOfWeek.of(day + 1))
                            .append(' ')
                            .append(time(from))
                            .append(" for ")
                            .append(length);
                    for (int m = 0; m < length; m++) {
                        taken[(day * 1440 + from + m) % WEEK] = true;
                    }
                    hours = hours.and(new QuietHours.Window(
                            Set.of(DayOfWeek.of(day + 1)), time(from), time((from + length) % 1440)));
                }
            }
            for (int m = 0; m < WEEK; m++) {
                closed[m] |= taken[m];
            }
            return hours;
        }

        private final boolean[] taken = new boolean[WEEK];

        private boolean fits(int begin, int length) {
            for (int m = 0; m < length; m++) {
                if (taken[(begin + m) % WEEK]) {
                    return false;
                }
            }
            return true;
        }

        private void closeOutside(int from, int to) {
            for (int m = 0; m < WEEK; m++) {
                closed[m] |= m % 1440 < from || m % 1440 >= to;
            }
        }

        private static LocalTime time(int minute) {
            return LocalTime.ofSecondOfDay(minute * 60L);
        }

        private boolean open(long epochMinute) {
            int offset = zone.getRules()
                    .getOffset(Instant.ofEpochSecond(epochMinute * 60))
                    .getTotalSeconds();
            long wall = epochMinute + offset / 60;
            // the first of January 1970 was a Thursday
            return !closed[(int) Math.floorMod(wall + 3 * 1440, (long) WEEK)];
        }

        Instant first(Instant from, Instant end) {
            for (long m = from.getEpochSecond() / 60; m < end.getEpochSecond() / 60; m++) {
                if (open(m)) {
                    return Instant.ofEpochSecond(m * 60);
                }
            }
            return null;
        }

        Instant last(Instant from, Instant end) {
            for (long m = end.getEpochSecond() / 60 - 1; m >= from.getEpochSecond() / 60; m--) {
                if (open(m)) {
                    return Instant.ofEpochSecond(m * 60);
                }
            }
            return null;
        }

        @Override
        public String toString() {
            return said.toString();
        }
    }
}
