package dev.notify.behaviour;

import static dev.notify.behaviour.Doses.came;
import static dev.notify.behaviour.Doses.lives;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.directory.Slice;
import dev.notify.model.InvalidInputException;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.IfQuiet;
import dev.notify.request.Notification;
import dev.notify.schedule.Occurrence;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Schedule;
import dev.notify.schedule.Standing;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes again and again, and what its handle does. The clock begins on a Monday at noon, UTC. */
class RecurringTest {

    private final Doses doses = new Doses();

    private static List<String> times(Recurring recurring, int count) {
        return recurring.nextTimes(count).stream().map(o -> o.time().toString()).toList();
    }

    @Test
    void three_doses_a_day_come_on_the_wall_of_the_patient() {
        try (TestNotifications test = doses.start("Africa/Johannesburg", "2026-03-02T12:00:00Z")) {
            Recurring daily = test.notifications()
                    .repeat(Doses.of()
                            .dailyAt("20:00", "08:00", "14:00")
                            .inZoneOfRecipient()
                            .key("prescription-5512"));
            // 14:00 in Johannesburg is noon in UTC: the one of this very moment still comes
            assertThat(daily.nextTimes(2))
                    .extracting(Occurrence::at)
                    .containsExactly(Instant.parse("2026-03-02T12:00:00Z"), Instant.parse("2026-03-02T18:00:00Z"));
            test.advance(Duration.ofHours(23));
            assertThat(came(test))
                    .containsExactly(
                            "2026-03-02T14:00 at 2026-03-02T12:00:00Z",
                            "2026-03-02T20:00 at 2026-03-02T18:00:00Z",
                            "2026-03-03T08:00 at 2026-03-03T06:00:00Z");
            Standing standing = daily.standing();
            assertThat(standing.count()).isEqualTo(new Standing.Count(3, 0, 0));
            assertThat(standing.zone()).isEqualTo(ZoneId.of("Africa/Johannesburg"));
            Standing.Run last = standing.last().orElseThrow();
            assertThat(last.time()).isEqualTo(LocalDateTime.parse("2026-03-03T08:00"));
            assertThat(test.status(last.notification().orElseThrow()).key()).contains("2026-03-03T08:00");
        }
    }

    @Test
    void elapsed_time_is_counted_from_the_start() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:00:30Z")) {
            test.notifications().repeat(Doses.of().every(Duration.ofHours(6)));
            test.advance(Duration.ofHours(13));
            assertThat(came(test))
                    .containsExactly(
                            "2026-03-02T12:00:30 at 2026-03-02T12:00:30Z",
                            "2026-03-02T18:00:30 at 2026-03-02T18:00:30Z",
                            "2026-03-03T00:00:30 at 2026-03-03T00:00:30Z");
        }
    }

    @Test
    void cron_and_rules_come_on_the_wall_they_are_said_of() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:00:00Z")) {
            Recurring cron = test.notifications()
                    .repeat(Doses.of().cron("30 9 * * MON-FRI").inZone("Europe/Lisbon"));
            Recurring rule = test.notifications()
                    .repeat(Doses.of()
                            .rrule("FREQ=WEEKLY;BYDAY=TU,FR;BYHOUR=7;BYMINUTE=15;BYSECOND=0;COUNT=3")
                            .inZone("Asia/Kolkata"));
            assertThat(times(cron, 5)).startsWith("2026-03-03T09:30").endsWith("2026-03-09T09:30");
            assertThat(times(rule, 9)).containsExactly("2026-03-03T07:15", "2026-03-06T07:15", "2026-03-10T07:15");
            test.advance(Duration.ofDays(30));
            assertThat(rule.standing().count().sent()).isEqualTo(3);
            assertThat(rule.standing().state()).isEqualTo(Standing.State.ENDED);
            assertThat(cron.standing().count().sent()).isEqualTo(22);
            assertThat(came(test)).contains("2026-03-03T07:15 at 2026-03-03T01:45:00Z");
        }
    }

    @Test
    void it_begins_and_ends_with_the_days_that_were_said() {
        try (TestNotifications test = doses.start("Europe/Lisbon", "2026-03-02T12:00:00Z")) {
            Recurring daily = test.notifications()
                    .repeat(Doses.of()
                            .dailyAt("08:00")
                            .inZoneOfRecipient()
                            .from(LocalDate.parse("2026-03-05"))
                            .until(LocalDate.parse("2026-03-06")));
            test.advance(Duration.ofDays(20));
            assertThat(came(test))
                    .containsExactly(
                            "2026-03-05T08:00 at 2026-03-05T08:00:00Z", "2026-03-06T08:00 at 2026-03-06T08:00:00Z");
            assertThat(daily.standing().state()).isEqualTo(Standing.State.ENDED);
            assertThat(daily.standing().why()).contains("came to its end");
            assertThat(daily.nextTimes(5)).isEmpty();
        }
    }

    @Test
    void a_pause_leaves_out_what_would_have_come() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:00:00Z")) {
            Recurring daily =
                    test.notifications().repeat(Doses.of().dailyAt("08:00").inZoneOfRecipient());
            assertThat(daily.pause()).isTrue();
            assertThat(daily.pause()).isFalse();
            assertThat(daily.nextTimes(3)).isEmpty();
            test.advance(Duration.ofDays(3));
            assertThat(came(test)).isEmpty();
            assertThat(daily.resume()).isTrue();
            assertThat(daily.resume()).isFalse();
            test.advance(Duration.ofDays(1));
            assertThat(came(test)).containsExactly("2026-03-06T08:00 at 2026-03-06T08:00:00Z");
            assertThat(daily.standing().count()).isEqualTo(new Standing.Count(1, 0, 0));
        }
    }

    @Test
    void the_next_one_can_be_skipped() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:00:00Z")) {
            Recurring daily = test.notifications()
                    .repeat(Doses.of().dailyAt("08:00", "20:00").inZoneOfRecipient());
            assertThat(daily.skipNext().orElseThrow().time()).isEqualTo(LocalDateTime.parse("2026-03-02T20:00"));
            test.advance(Duration.ofDays(1));
            assertThat(came(test)).containsExactly("2026-03-03T08:00 at 2026-03-03T08:00:00Z");
            assertThat(daily.standing().count()).isEqualTo(new Standing.Count(1, 1, 0));
        }
    }

    @Test
    void an_ended_one_comes_no_more_and_its_key_stays_taken() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:00:00Z")) {
            Repeat asked = Doses.of().dailyAt("08:00").inZoneOfRecipient().key("p-1");
            Recurring daily = test.notifications().repeat(asked);
            assertThat(daily.end("recovered")).isTrue();
            assertThat(daily.end("recovered")).isFalse();
            test.advance(Duration.ofDays(3));
            assertThat(came(test)).isEmpty();
            Recurring again = test.notifications().repeat(asked);
            assertThat(again.id()).isEqualTo(daily.id());
            assertThat(again.standing().why()).contains("recovered");
            assertThat(again.skipNext()).isEmpty();
            assertThat(again.pause()).isFalse();
            assertThat(again.resume()).isFalse();
        }
    }

    @Test
    void recreated_it_goes_on_under_its_key_and_nothing_comes_twice() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:00:00Z")) {
            Recurring daily = test.notifications()
                    .repeat(Doses.of()
                            .dailyAt("08:00", "12:00")
                            .inZoneOfRecipient()
                            .key("p-1"));
            test.run();
            Recurring now = daily.recreate(Doses.of()
                    .with("dose", "Metformin")
                    .dailyAt("12:00", "18:00")
                    .inZoneOfRecipient());
            test.advance(Duration.ofDays(1));
            assertThat(came(test))
                    .containsExactly(
                            "2026-03-02T12:00 at 2026-03-02T12:00:00Z",
                            "2026-03-02T18:00 at 2026-03-02T18:00:00Z",
                            "2026-03-03T12:00 at 2026-03-03T12:00:00Z");
            assertThat(daily.standing().state()).isEqualTo(Standing.State.ENDED);
            assertThat(test.notifications().schedules().byKey(Doses.TYPE.name(), "p-1"))
                    .map(Recurring::id)
                    .contains(now.id());
            assertThatThrownBy(() -> now.recreate(
                            Doses.of().dailyAt("08:00").inZoneOfRecipient().key("p-2")))
                    .hasMessageStartingWith("key ");
        }
    }

    @Test
    void the_same_key_finds_the_first_and_refuses_another_plan() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:00:00Z")) {
            Repeat asked = Doses.of().dailyAt("08:00").inZoneOfRecipient().key("p-1");
            Recurring first = test.notifications().repeat(asked);
            assertThat(test.notifications().repeat(asked).id()).isEqualTo(first.id());
            assertThatThrownBy(() -> test.notifications()
                            .repeat(Doses.of()
                                    .dailyAt("09:00")
                                    .inZoneOfRecipient()
                                    .key("p-1")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("key ");
            test.advance(Duration.ofDays(1));
            assertThat(came(test)).hasSize(1);
        }
    }

    @Test
    void handles_are_found_again() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:00:00Z")) {
            Recurring one = test.notifications()
                    .repeat(Doses.of()
                            .about("prescription-1")
                            .key("p-1")
                            .dailyAt("08:00")
                            .inZoneOfRecipient());
            Recurring two = test.notifications()
                    .repeat(Doses.of().about("prescription-2").every(Duration.ofHours(8)));
            var schedules = test.notifications().schedules();
            assertThat(schedules.find(one.id())).map(Recurring::id).contains(one.id());
            assertThat(schedules.byKey(Doses.TYPE.name(), "p-1"))
                    .map(Recurring::id)
                    .contains(one.id());
            assertThat(schedules.byKey(Doses.TYPE.name(), "p-2")).isEmpty();
            assertThat(schedules.about("prescription-2", null, 10).items())
                    .extracting(Recurring::id)
                    .containsExactly(two.id());
            Slice<Recurring> page = schedules.ofRecipient("patient-42", null, 1);
            assertThat(page.items()).extracting(Recurring::id).containsExactly(one.id());
            assertThat(schedules
                            .ofRecipient("patient-42", page.next().orElseThrow(), 1)
                            .items())
                    .extracting(Recurring::id)
                    .containsExactly(two.id());
            assertThat(schedules.list(null, 10).items()).hasSize(2);
            assertThat(schedules.list(null, 10).next()).isEmpty();
            assertThat(test.notifications().forTenant("other").schedules().find(one.id()))
                    .isEmpty();
            assertThatThrownBy(() ->
                            test.notifications().forTenant("other").schedules().list(null, 0))
                    .hasMessageStartingWith("limit ");
        }
    }

    @Test
    void the_next_comes_so_long_after_the_last_was_acknowledged() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:00:00Z")) {
            Recurring after = test.notifications().repeat(Doses.of().afterAcknowledged(Duration.ofHours(8)));
            test.advance(Duration.ofHours(20));
            assertThat(came(test)).hasSize(1);
            assertThat(after.standing().next()).isEmpty();
            test.notifications()
                    .signs()
                    .acknowledge(
                            after.standing().last().orElseThrow().notification().orElseThrow(), "patient-42");
            test.advance(Duration.ofHours(9));
            assertThat(came(test)).last().isEqualTo("2026-03-03T16:00 at 2026-03-03T16:00:00Z");
            test.advance(Duration.ofDays(2));
            assertThat(came(test)).hasSize(2);
        }
    }

    @Test
    void what_repeats_keeps_all_that_its_notification_says() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:00:00Z")) {
            Recurring daily = test.notifications()
                    .repeat(Repeat.of(Notification.of(Doses.TYPE)
                                    .to("patient-42")
                                    .with("dose", "Metformin")
                                    .about("prescription-1")
                                    .correlation("c-1")
                                    .expiresAfter(Duration.ofMinutes(20))
                                    .ifQuiet(IfQuiet.SEND_ANYWAY))
                            .by(Schedule.dailyAt("13:00"))
                            .inZone("UTC"));
            test.advance(Duration.ofHours(2));
            var one = test.notifications().find(DeliveryQuery.all().about("prescription-1"));
            assertThat(one.deliveries()).hasSize(1);
            var message = test.sent().one();
            assertThat(message.correlationId()).contains("c-1");
            assertThat(message.expiry()).contains(Instant.parse("2026-03-02T13:20:00Z"));
            assertThat(daily.standing().subject()).isEqualTo(Optional.of("prescription-1"));
        }
    }

    @Test
    void inside_the_hosts_words_nothing_wrong_is_stored() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:00:00Z")) {
            refused(test, "schedule", Doses.of().inZone("UTC"));
            refused(test, "zone", Doses.of().dailyAt("08:00"));
            refused(test, "zone", Doses.of().to("patient-43").dailyAt("08:00").inZoneOfRecipient());
            refused(test, "data.dose", Repeat.of(Doses.TYPE).to("patient-42").every(Duration.ofHours(1)));
            refused(test, "type", Repeat.of("unknown").to("patient-42").every(Duration.ofHours(1)));
            refused(test, "recipients", Repeat.of(Doses.TYPE).with("dose", "x").every(Duration.ofHours(1)));
            refused(
                    test,
                    "until",
                    Doses.of()
                            .dailyAt("08:00")
                            .inZone("UTC")
                            .from(LocalDate.parse("2026-05-01"))
                            .until(LocalDate.parse("2026-04-01")));
            refused(test, "until", Doses.of().dailyAt("08:00").inZone("UTC").until(LocalDate.parse("2026-03-01")));
            refused(test, "from", Doses.of().dailyAt("08:00").inZone("UTC").from(LocalDate.parse("2090-03-01")));
            refused(
                    test,
                    "atLeastApart",
                    Doses.of().dailyAt("08:00", "14:00").inZone("UTC").atLeastApart(Duration.ofHours(7)));
            assertThat(test.notifications().schedules().list(null, 10).items()).isEmpty();
            lives(test, "UTC");
            test.advance(Duration.ofDays(2));
            test.sent().none();
        }
    }

    private static void refused(TestNotifications test, String field, Repeat repeat) {
        assertThatThrownBy(() -> test.notifications().repeat(repeat))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field));
    }
}
