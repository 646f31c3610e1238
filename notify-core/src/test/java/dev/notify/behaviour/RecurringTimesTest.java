package dev.notify.behaviour;

import static dev.notify.behaviour.Doses.came;
import static dev.notify.behaviour.Doses.lives;
import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.policy.WallTime;
import dev.notify.schedule.IfMissed;
import dev.notify.schedule.OnZoneChange;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.Standing;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clocks, moves and outages do to what comes again. */
class RecurringTimesTest {

    private final Doses doses = new Doses();

    /** A move from Johannesburg to Lisbon on 15 July, and Lisbon's change of clocks on 25 October and 28 March. */
    @Test
    void a_year_of_three_doses_a_day_across_a_move_and_two_changes_of_clocks() {
        try (TestNotifications test = doses.start("Africa/Johannesburg", "2026-04-01T00:00:00Z")) {
            Recurring daily = test.notifications()
                    .repeat(Doses.of()
                            .dailyAt("08:00", "14:00", "20:00")
                            .inZoneOfRecipient()
                            .until(LocalDate.parse("2027-03-31"))
                            .key("prescription-5512"));
            test.advanceTo(Instant.parse("2026-07-15T10:00:00Z"));
            lives(test, "Europe/Lisbon");
            test.advanceTo(Instant.parse("2027-04-02T00:00:00Z"));

            List<String> all = new ArrayList<>();
            for (LocalDate day = LocalDate.parse("2026-04-01");
                    !day.isAfter(LocalDate.parse("2027-03-31"));
                    day = day.plusDays(1)) {
                for (int hour : new int[] {8, 14, 20}) {
                    LocalDateTime time = day.atTime(LocalTime.of(hour, 0));
                    boolean before = time.isBefore(LocalDateTime.parse("2026-07-15T12:00"));
                    ZoneId zone = ZoneId.of(before ? "Africa/Johannesburg" : "Europe/Lisbon");
                    all.add(time + " at " + WallTime.instantOf(time, zone));
                }
            }
            assertThat(all).hasSize(365 * 3);
            assertThat(came(test)).isEqualTo(all);
            assertThat(daily.standing().count()).isEqualTo(new Standing.Count(1_095, 0, 0));
            assertThat(daily.standing().state()).isEqualTo(Standing.State.ENDED);
            assertThat(doses.tooLate).isEmpty();
        }
    }

    @Test
    void a_time_that_a_clock_skips_comes_once_and_one_it_shows_twice_comes_once() {
        try (TestNotifications test = doses.start("Europe/Lisbon", "2026-03-27T12:00:00Z")) {
            test.notifications().repeat(Doses.of().dailyAt("01:30").inZoneOfRecipient());
            test.advanceTo(Instant.parse("2026-03-30T12:00:00Z"));
            assertThat(came(test))
                    .containsExactly(
                            "2026-03-28T01:30 at 2026-03-28T01:30:00Z",
                            "2026-03-29T01:30 at 2026-03-29T01:00:00Z",
                            "2026-03-30T01:30 at 2026-03-30T00:30:00Z");
            test.channel(EMAIL).clear();
            test.advanceTo(Instant.parse("2026-10-24T12:00:00Z"));
            test.channel(EMAIL).clear();
            test.advanceTo(Instant.parse("2026-10-26T12:00:00Z"));
            assertThat(came(test))
                    .containsExactly(
                            "2026-10-25T01:30 at 2026-10-25T00:30:00Z", "2026-10-26T01:30 at 2026-10-26T01:30:00Z");
        }
    }

    @Test
    void a_move_eastwards_never_brings_two_closer_than_is_allowed() {
        try (TestNotifications test = doses.start("Europe/Lisbon", "2026-03-02T12:00:00Z")) {
            test.notifications()
                    .repeat(Doses.of()
                            .dailyAt("08:00", "14:00", "20:00")
                            .inZoneOfRecipient()
                            .atLeastApart(Duration.ofHours(5)));
            test.advanceTo(Instant.parse("2026-03-03T08:30:00Z"));
            lives(test, "Africa/Johannesburg"); // where it is 10:30: the one at 14:00 would come 4 hours after that at
            // 08:00
            test.advanceTo(Instant.parse("2026-03-03T23:00:00Z"));
            assertThat(came(test))
                    .endsWith(
                            "2026-03-03T08:00 at 2026-03-03T08:00:00Z",
                            "2026-03-03T14:00 at 2026-03-03T13:00:00Z",
                            "2026-03-03T20:00 at 2026-03-03T18:00:00Z");
        }
    }

    @Test
    void a_move_westwards_brings_no_local_time_twice() {
        try (TestNotifications test = doses.start("Asia/Tokyo", "2026-03-02T12:00:00Z")) {
            test.notifications().repeat(Doses.of().dailyAt("08:00", "20:00").inZoneOfRecipient());
            test.advanceTo(Instant.parse("2026-03-03T00:00:00Z")); // 08:00 on the 3rd in Tokyo has come
            lives(test, "America/New_York");
            test.advanceTo(Instant.parse("2026-03-04T02:00:00Z"));
            assertThat(came(test))
                    .containsExactly(
                            "2026-03-03T08:00 at 2026-03-02T23:00:00Z", "2026-03-03T20:00 at 2026-03-04T01:00:00Z");
        }
    }

    @Test
    void a_move_during_a_pause_counts_from_the_resumption_on() {
        try (TestNotifications test = doses.start("Europe/Lisbon", "2026-03-02T12:00:00Z")) {
            Recurring daily =
                    test.notifications().repeat(Doses.of().dailyAt("20:00").inZoneOfRecipient());
            daily.pause();
            lives(test, "Africa/Johannesburg");
            test.advance(Duration.ofHours(1));
            daily.resume();
            test.advance(Duration.ofHours(12));
            assertThat(came(test)).containsExactly("2026-03-02T20:00 at 2026-03-02T18:00:00Z");
        }
    }

    @Test
    void where_nobody_can_say_where_the_recipient_lives_the_last_known_wall_counts() {
        Lisbon host = new Lisbon();
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    doses.usual(b);
                    b.contactsFrom(host);
                },
                EMAIL)) {
            test.notifications().repeat(Doses.of().dailyAt("13:00", "14:00").inZoneOfRecipient());
            host.away = true;
            test.advanceTo(Instant.parse("2026-03-02T13:10:00Z"));
            host.away = false;
            test.advanceTo(Instant.parse("2026-03-02T14:30:00Z"));
            assertThat(came(test)).hasSize(2).first().asString().startsWith("2026-03-02T13:00 at 2026-03-02T13:00:00Z");
        }
    }

    @Test
    void what_stays_where_it_began_does_not_follow() {
        try (TestNotifications test = doses.start("Africa/Johannesburg", "2026-03-02T12:30:00Z")) {
            test.notifications()
                    .repeat(Doses.of().dailyAt("20:00").inZoneOfRecipient().onZoneChange(OnZoneChange.STAY));
            lives(test, "Europe/Lisbon");
            test.advance(Duration.ofHours(12));
            assertThat(came(test)).containsExactly("2026-03-02T20:00 at 2026-03-02T18:00:00Z");
        }
    }

    @Test
    void after_an_outage_a_stale_dose_is_too_late_and_the_host_is_told_once() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:30:00Z")) {
            Recurring daily = test.notifications()
                    .repeat(Doses.of().dailyAt("08:00", "14:00", "20:00").inZoneOfRecipient());
            test.node().crash();
            test.clock().set(Instant.parse("2026-03-04T09:00:00Z"));
            test.crash();
            test.advance(Duration.ofHours(6));
            // 14 and 20 of the 2nd, 3 of the 3rd were missed; 08:00 of the 4th is an hour late, which is allowed
            assertThat(came(test)).first().asString().startsWith("2026-03-04T08:00 at 2026-03-04T09:00");
            assertThat(came(test)).hasSize(2);
            assertThat(doses.tooLate).hasSize(1);
            assertThat(doses.tooLate.get(0).occurrences()).isEqualTo(5);
            assertThat(doses.tooLate.get(0).first()).isEqualTo(LocalDateTime.parse("2026-03-02T14:00"));
            assertThat(doses.tooLate.get(0).last()).isEqualTo(LocalDateTime.parse("2026-03-03T20:00"));
            assertThat(daily.standing().count()).isEqualTo(new Standing.Count(2, 0, 5));
        }
    }

    @ParameterizedTest
    @EnumSource(IfMissed.class)
    void what_was_missed_is_told_sent_once_or_left_out(IfMissed rule) {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:30:00Z")) {
            Recurring daily = test.notifications()
                    .repeat(Doses.of().dailyAt("08:00").inZoneOfRecipient().ifMissed(rule));
            test.node().crash();
            test.clock().set(Instant.parse("2026-03-05T12:00:00Z"));
            test.crash();
            test.advance(Duration.ofHours(2));
            Standing.Count count = daily.standing().count();
            switch (rule) {
                case TELL -> {
                    assertThat(came(test)).isEmpty();
                    assertThat(doses.tooLate).hasSize(1);
                    assertThat(count).isEqualTo(new Standing.Count(0, 0, 3));
                }
                case SEND_ONCE -> {
                    assertThat(came(test)).hasSize(1).first().asString().startsWith("2026-03-05T08:00 at");
                    assertThat(doses.tooLate).isEmpty();
                    assertThat(count).isEqualTo(new Standing.Count(1, 2, 0));
                }
                case SKIP -> {
                    assertThat(came(test)).isEmpty();
                    assertThat(doses.tooLate).isEmpty();
                    assertThat(count).isEqualTo(new Standing.Count(0, 3, 0));
                }
            }
        }
    }

    @Test
    void restarts_at_any_time_send_each_once() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:30:00Z")) {
            Recurring daily = test.notifications().repeat(Doses.of().every(Duration.ofMinutes(10)));
            for (int i = 0; i < 60; i++) {
                test.advance(Duration.ofSeconds(97));
                test.crash();
            }
            test.advance(Duration.ofMinutes(1));
            List<String> times =
                    came(test).stream().map(s -> s.substring(0, 16)).toList();
            assertThat(times).doesNotHaveDuplicates().hasSize(10);
            assertThat(daily.standing().count().sent()).isEqualTo(10);
        }
    }

    @Test
    void a_clock_that_is_set_back_sends_nothing_twice() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:30:00Z")) {
            test.notifications().repeat(Doses.of().dailyAt("13:00", "14:00").inZoneOfRecipient());
            test.advance(Duration.ofHours(1));
            assertThat(came(test)).hasSize(1);
            test.node().crash();
            test.clock().set(Instant.parse("2026-03-02T12:50:00Z"));
            test.crash();
            test.advance(Duration.ofHours(2));
            assertThat(came(test)).hasSize(2).last().asString().startsWith("2026-03-02T14:00");
        }
    }

    @Test
    void what_no_provider_takes_in_time_is_not_stacked_on_the_next() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:30:00Z")) {
            test.notifications()
                    .repeat(Doses.of().dailyAt("13:00").inZoneOfRecipient().tooLateAfter(Duration.ofMinutes(30)));
            test.channel(EMAIL).failNext(200, "busy");
            test.advance(Duration.ofHours(2));
            test.channel(EMAIL).clear();
            test.advance(Duration.ofHours(20));
            test.sent().none();
        }
    }
}
