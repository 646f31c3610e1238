package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.CalendarEntry;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.model.InvalidInputException;
import dev.notify.preference.Preferences;
import dev.notify.preference.QuietHours;
import dev.notify.reminder.PlannedReminder;
import dev.notify.reminder.Reminder;
import dev.notify.reminder.ReminderPlan;
import dev.notify.request.IfQuiet;
import dev.notify.request.Invite;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reminders of an appointment: planned, moved, cancelled. The clock begins on Monday 2026-03-02 at noon, UTC. */
class RemindersTest {

    static final ZoneId CLINIC = ZoneId.of("Africa/Johannesburg");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Period DAY = Period.ofDays(1);

    static final NotificationType REMINDER = NotificationType.named("appointment-reminder")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text("Appointment", "{{event.time}} for you, {{eventLocal.time}} there{{#moved}}, moved{{/moved}}")
            .discreet("News", "Please sign in");

    private static final NotificationType ENTRY = NotificationType.named("appointment-entry")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text(
                    "Calendar",
                    "{{#cancelled}}Cancelled{{/cancelled}}{{#moved}}Moved{{/moved}} {{event.time}} {{doctor}}")
            .discreet("News", "Please sign in");

    private final Lisbon lisbon = new Lisbon();

    private void setup(NotificationServiceBuilder b) {
        b.define(REMINDER, ENTRY)
                .contactsFrom(lisbon)
                .locale(java.util.Locale.UK)
                .poll(Duration.ofMinutes(1));
    }

    private TestNotifications start() {
        return TestNotifications.start(this::setup, EMAIL, SMS);
    }

    /** Wednesday, 10:00 at the clinic: 08:00 in Lisbon and by UTC. */
    private static LocalDateTime wednesday() {
        return LocalDateTime.parse("2026-03-04T10:00");
    }

    private static Reminder visit() {
        return Reminder.of(REMINDER)
                .to("ann")
                .about("appointment-77")
                .eventAt(wednesday(), CLINIC)
                .before(DAY, HOUR);
    }

    private static List<String> said(TestNotifications test) {
        return test.channel(EMAIL).received().stream()
                .map(m -> m.words().body())
                .toList();
    }

    private static DeliveryState state(TestNotifications test, PlannedReminder one) {
        return People.only(test, one.notification().orElseThrow()).state();
    }

    private static Instant at(String time) {
        return Instant.parse(time + ":00Z");
    }

    @Test
    void go_out_a_day_and_an_hour_before_and_are_shown_in_the_patients_zone() {
        try (TestNotifications test = start()) {
            ReminderPlan plan = test.notifications().remind(visit());
            assertThat(plan.event()).isEqualTo(at("2026-03-04T08:00"));
            assertThat(plan.reminders())
                    .extracting(PlannedReminder::at)
                    .containsExactly(at("2026-03-03T08:00"), at("2026-03-04T07:00"));
            test.advanceTo(at("2026-03-03T07:59"));
            assertThat(said(test)).isEmpty();
            test.advanceTo(at("2026-03-03T08:00"));
            assertThat(said(test)).containsExactly("08:00 for you, 10:00 there");
            test.advanceTo(at("2026-03-04T07:00"));
            assertThat(said(test)).hasSize(2);
            test.advance(Duration.ofDays(30));
            assertThat(said(test)).hasSize(2);
        }
    }

    @Test
    void a_period_keeps_the_time_of_day_and_a_duration_is_time_that_passes() {
        try (TestNotifications test = start()) {
            // clocks in Lisbon go forward on Sunday 2026-03-29 at 01:00
            ReminderPlan plan = test.notifications()
                    .remind(Reminder.of(REMINDER)
                            .to("ann")
                            .about("spring")
                            .eventAt(LocalDateTime.parse("2026-03-29T09:00"), ZoneId.of("Europe/Lisbon"))
                            .before(DAY, Duration.ofDays(1)));
            assertThat(plan.reminders())
                    .extracting(PlannedReminder::before, PlannedReminder::at)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(Duration.ofDays(1), at("2026-03-28T08:00")),
                            org.assertj.core.groups.Tuple.tuple(DAY, at("2026-03-28T09:00")));
        }
    }

    @Test
    void a_period_before_a_moment_is_counted_in_the_services_zone() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    setup(b);
                    b.zone(ZoneId.of("Europe/Lisbon"));
                },
                EMAIL)) {
            ReminderPlan plan =
                    test.notifications().remind(visit().named("spring").eventAt(at("2026-03-29T08:00")));
            assertThat(plan.reminders().get(0).at()).isEqualTo(at("2026-03-28T09:00"));
        }
    }

    @Test
    void what_has_passed_is_skipped_and_said_or_met_at_once_where_that_is_asked_for() {
        try (TestNotifications test = start()) {
            Reminder soon = visit().eventAt(at("2026-03-02T15:00")).before(Period.ofDays(2));
            ReminderPlan plan = test.notifications().remind(soon);
            assertThat(plan.skipped())
                    .extracting(PlannedReminder::why)
                    .containsExactly("had passed already", "had passed already");
            test.run();
            assertThat(said(test)).isEmpty();
            ReminderPlan atOnce =
                    test.notifications().remind(soon.about("appointment-78").nearestAtOnce());
            assertThat(atOnce.reminders())
                    .extracting(PlannedReminder::before, PlannedReminder::isSkipped)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(Period.ofDays(2), true),
                            org.assertj.core.groups.Tuple.tuple(DAY, false),
                            org.assertj.core.groups.Tuple.tuple(HOUR, false));
            test.run();
            assertThat(said(test)).hasSize(1);
            test.advance(Duration.ofHours(3));
            assertThat(said(test)).hasSize(3);
        }
    }

    @Test
    void a_time_that_passed_a_moment_ago_is_met_at_once() {
        try (TestNotifications test = start()) {
            test.notifications().remind(visit().eventAt(at("2026-03-02T12:58")));
            test.run();
            assertThat(said(test)).hasSize(1);
        }
    }

    @Test
    void two_amounts_that_come_to_one_moment_are_one_reminder() {
        try (TestNotifications test = start()) {
            ReminderPlan plan = test.notifications().remind(visit().before(Duration.ofHours(24)));
            assertThat(plan.skipped())
                    .singleElement()
                    .satisfies(one -> assertThat(one.why()).contains("the same moment as P1D"));
        }
    }

    @Test
    void nothing_goes_out_once_the_event_has_begun() {
        try (TestNotifications test = start()) {
            ReminderPlan plan = test.notifications().remind(visit());
            lisbon.away = true;
            test.advanceTo(at("2026-03-04T08:00"));
            lisbon.away = false;
            test.advance(Duration.ofDays(1));
            assertThat(said(test)).isEmpty();
            assertThat(plan.reminders()).allMatch(one -> state(test, one) == DeliveryState.EXPIRED);
        }
    }

    @Test
    void one_that_would_be_held_past_the_event_goes_out_before_or_ends_too_late() {
        Preferences night = Preferences.none().quiet(QuietHours.daily("20:00", "09:00"));
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    setup(b);
                    b.preferencesFrom((id, tenant) -> Optional.of(night));
                },
                EMAIL)) {
            ReminderPlan before = test.notifications().remind(visit());
            ReminderPlan after =
                    test.notifications().remind(visit().about("appointment-78").ifQuiet(IfQuiet.SEND_AFTER));
            test.advanceTo(at("2026-03-03T20:00"));
            assertThat(before.reminders()).allMatch(one -> state(test, one) == DeliveryState.SENT);
            test.advanceTo(at("2026-03-04T09:00"));
            assertThat(after.reminders())
                    .extracting(one -> state(test, one))
                    .containsExactly(DeliveryState.SENT, DeliveryState.TOO_LATE);
        }
    }

    @Test
    void asked_for_again_is_found_planned_and_something_else_is_refused() {
        try (TestNotifications test = start()) {
            ReminderPlan first = test.notifications().remind(visit().with("price", 12.50));
            ReminderPlan again = test.notifications().remind(visit().with("price", 12.50));
            assertThat(again.replayed()).isTrue();
            assertThat(again.reminders()).isEqualTo(first.reminders());
            assertThat(People.stored(test)).isEqualTo(2);
            assertThatThrownBy(() -> test.notifications().remind(visit().to("bob")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("about")
                    .hasMessageContaining("moveTo")
                    .hasMessageContaining("named(..)");
            test.notifications().remind(visit().to("bob").named("companions"));
            assertThat(test.notifications().remindersAbout("appointment-77").plans())
                    .extracting(ReminderPlan::name)
                    .containsExactlyInAnyOrder("", "companions");
        }
    }

    @Test
    void a_move_plans_all_anew_and_nothing_goes_out_at_the_old_time() {
        try (TestNotifications test = start()) {
            ReminderPlan old = test.notifications().remind(visit());
            test.advanceTo(at("2026-03-03T09:00"));
            assertThat(said(test)).hasSize(1);
            List<ReminderPlan> moved = test.notifications()
                    .as("clerk")
                    .remindersAbout("appointment-77")
                    .moveTo(LocalDateTime.parse("2026-03-06T11:00"));
            assertThat(moved)
                    .singleElement()
                    .satisfies(plan -> assertThat(plan.reminders())
                            .extracting(PlannedReminder::at)
                            .containsExactly(at("2026-03-05T09:00"), at("2026-03-06T08:00")));
            assertThat(state(test, old.reminders().get(1))).isEqualTo(DeliveryState.CANCELLED);
            test.advanceTo(at("2026-03-05T08:59"));
            assertThat(said(test)).hasSize(1);
            test.advanceTo(at("2026-03-06T09:00"));
            assertThat(said(test))
                    .containsExactly(
                            "08:00 for you, 10:00 there",
                            "09:00 for you, 11:00 there, moved",
                            "09:00 for you, 11:00 there, moved");
        }
    }

    @Test
    void a_move_nearer_skips_what_has_passed() {
        try (TestNotifications test = start()) {
            test.notifications().remind(visit());
            List<ReminderPlan> moved =
                    test.notifications().remindersAbout("appointment-77").moveTo(at("2026-03-02T12:30"));
            assertThat(moved.get(0).skipped()).hasSize(2);
            test.advance(Duration.ofDays(3));
            assertThat(said(test)).isEmpty();
        }
    }

    @Test
    void a_move_there_and_back_reminds_once() {
        try (TestNotifications test = start()) {
            test.notifications().remind(visit());
            test.notifications().remindersAbout("appointment-77").moveTo(at("2026-03-20T08:00"));
            test.notifications().remindersAbout("appointment-77").moveTo(wednesday(), CLINIC);
            test.notifications().remindersAbout("appointment-77").moveTo(wednesday(), CLINIC);
            test.advance(Duration.ofDays(30));
            assertThat(said(test)).hasSize(2).allMatch(text -> text.startsWith("08:00 for you, 10:00 there"));
        }
    }

    @Test
    void nothing_goes_out_for_the_old_time_though_a_worker_has_it_in_hand() {
        AtomicReference<Runnable> during = new AtomicReference<>(() -> {});
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    setup(b);
                    b.condition("still-booked", about -> {
                        during.getAndSet(() -> {}).run();
                        return true;
                    });
                },
                EMAIL)) {
            ReminderPlan plan = test.notifications().remind(visit().sendIf("still-booked"));
            during.set(
                    () -> test.notifications().remindersAbout("appointment-77").moveTo(at("2026-03-09T08:00")));
            test.advanceTo(at("2026-03-04T12:00"));
            assertThat(said(test)).isEmpty();
            assertThat(plan.reminders()).allMatch(one -> state(test, one) == DeliveryState.CANCELLED);
            assertThat(test.notifications()
                            .explain(plan.reminders().get(0).notification().orElseThrow())
                            .orElseThrow()
                            .asText())
                    .contains("what it was planned for was moved or cancelled");
            test.advanceTo(at("2026-03-10T08:00"));
            assertThat(said(test)).hasSize(2);
        }
    }

    @Test
    void a_cancel_stops_all_that_waits_on_any_node_and_what_is_asked_for_later_is_planned_anew() {
        try (TestNotifications test = start()) {
            TestNode other = test.addNode(this::setup);
            ReminderPlan plan = test.notifications().remind(visit());
            List<ReminderPlan> cancelled = other.notifications()
                    .as("clerk")
                    .remindersAbout("appointment-77")
                    .cancel("the doctor is ill");
            assertThat(cancelled).singleElement().matches(ReminderPlan::isCancelled);
            assertThat(plan.reminders()).allMatch(one -> state(test, one) == DeliveryState.CANCELLED);
            assertThat(People.only(test, plan.reminders().get(0).notification().orElseThrow())
                            .reason()
                            .orElseThrow())
                    .contains("clerk")
                    .contains("the doctor is ill");
            assertThat(test.notifications().remindersAbout("appointment-77").moveTo(at("2026-03-09T08:00")))
                    .singleElement()
                    .matches(ReminderPlan::isCancelled);
            assertThat(test.notifications().remind(visit()).replayed()).isFalse();
            test.advance(Duration.ofDays(10));
            assertThat(said(test)).hasSize(2);
        }
    }

    @Test
    void the_members_of_a_group_are_those_of_the_moment() {
        try (TestNotifications test = start()) {
            test.notifications().groups().add(dev.notify.directory.Group.named("ward-3"), "ann");
            test.notifications()
                    .remind(Reminder.of(REMINDER)
                            .toGroup("ward-3")
                            .about("round")
                            .eventAt(wednesday(), CLINIC)
                            .before(HOUR));
            test.notifications().groups().add(dev.notify.directory.Group.named("ward-3"), "bob");
            test.notifications().remindersAbout("round").moveTo(at("2026-03-05T08:00"));
            test.advanceTo(at("2026-03-05T07:30"));
            assertThat(test.channel(EMAIL).received())
                    .extracting(Message::recipient)
                    .containsExactlyInAnyOrder("ann", "bob");
        }
    }

    @Test
    void a_calendar_entry_is_made_at_once_moved_and_taken_away_with_the_event() {
        try (TestNotifications test = start()) {
            Invite invite =
                    Invite.at(wednesday(), CLINIC, Duration.ofMinutes(30)).location("Room 4");
            test.notifications().remind(visit().with("doctor", "Dr Silva").invite(ENTRY, invite));
            test.run();
            test.notifications().remindersAbout("appointment-77").moveTo(at("2026-03-05T08:00"));
            test.notifications().remindersAbout("appointment-77").moveTo(at("2026-03-06T08:00"));
            test.run();
            test.notifications().remindersAbout("appointment-77").cancel("no more");
            test.run();
            List<CalendarEntry> entries = test.channel(EMAIL).received().stream()
                    .map(m -> m.enclosures().invite().orElseThrow())
                    .toList();
            assertThat(entries)
                    .extracting(CalendarEntry::uid)
                    .containsOnly(entries.get(0).uid());
            assertThat(entries)
                    .extracting(CalendarEntry::start)
                    .containsExactly(at("2026-03-04T08:00"), at("2026-03-06T08:00"), at("2026-03-06T08:00"));
            assertThat(entries).extracting(CalendarEntry::cancelled).containsExactly(false, false, true);
            assertThat(entries.get(1).revision()).isGreaterThan(entries.get(0).revision() + 1);
            assertThat(entries.get(2).revision()).isGreaterThan(entries.get(1).revision());
            assertThat(entries.get(1).end()).isEqualTo(at("2026-03-06T08:30"));
            assertThat(entries.get(1).place()).contains("Room 4");
            assertThat(said(test))
                    .containsExactly(" 08:00 Dr Silva", "Moved 08:00 Dr Silva", "Cancelled 08:00 Dr Silva");
        }
    }

    @Test
    void all_that_a_notification_can_say_is_kept_through_a_move() {
        try (TestNotifications test = start()) {
            Notification content = Notification.of(REMINDER)
                    .to("ann")
                    .about("appointment-77")
                    .saying("Own words", "for {{event}}")
                    .firstOf(EMAIL, SMS)
                    .ifNotReadWithin(Duration.ofMinutes(5))
                    .correlation("flow-1")
                    .replyTo("desk@example.org")
                    .header("X-Clinic", "one")
                    .attach(dev.notify.request.Attachment.of("map.txt", new byte[] {1, 2, 3}));
            test.notifications()
                    .remind(Reminder.of(content).eventAt(wednesday(), CLINIC).before(HOUR));
            test.notifications().remindersAbout("appointment-77").moveTo(at("2026-03-05T08:00"));
            test.advanceTo(at("2026-03-05T07:30"));
            Message message = test.channel(EMAIL).received().get(0);
            assertThat(message.words().title()).isEqualTo("Own words");
            assertThat(message.correlationId()).contains("flow-1");
            assertThat(message.enclosures().replyTo()).contains("desk@example.org");
            assertThat(message.enclosures().headers()).containsEntry("X-Clinic", "one");
            assertThat(message.enclosures().files()).hasSize(1);
            assertThat(test.channel(SMS).received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void any_one_call_to_the_store_may_fail_and_each_reminder_still_goes_out_once(boolean afterwards) {
        Reminder soon = visit().eventAt(at("2026-03-02T14:00")).before(Duration.ofMinutes(30));
        boolean failed = true;
        int n = 0;
        while (failed) {
            var clock = dev.notify.testing.VirtualClock.at(TestNotifications.BEGINNING);
            ShakyStore shaky = new ShakyStore(dev.notify.memory.MemoryStore.at(clock));
            try (TestNotifications test = TestNotifications.startOn(shaky.store(), clock, this::setup, EMAIL, SMS)) {
                shaky.failCall(++n, afterwards);
                insist(() -> test.notifications().remind(soon));
                insist(() ->
                        test.notifications().remindersAbout("appointment-77").moveTo(at("2026-03-02T13:40")));
                insist(() ->
                        test.notifications().remindersAbout("appointment-77").moveTo(at("2026-03-02T13:20")));
                failed = shaky.calls() >= n;
                shaky.failCall(-1, false);
                test.advanceTo(at("2026-03-02T14:30"));
                // for 13:20: an hour before, and half an hour; the day had passed
                assertThat(said(test)).as("call %d", n).hasSize(2).allMatch(text -> text.startsWith("13:20"));
                List<ReminderPlan> plans =
                        test.notifications().remindersAbout("appointment-77").plans();
                assertThat(plans.get(0).skipped()).hasSize(1);
                assertThat(plans.get(0).reminders())
                        .filteredOn(one -> !one.isSkipped())
                        .allMatch(one -> state(test, one) == DeliveryState.SENT);
            }
        }
        assertThat(n).isGreaterThan(10);
    }

    private static void insist(Runnable what) {
        for (int i = 0; ; i++) {
            try {
                what.run();
                return;
            } catch (dev.notify.store.StoreException e) {
                if (i > 3) {
                    throw e;
                }
            }
        }
    }

    private static void refused(TestNotifications test, Reminder wrong, String field, String text) {
        assertThatThrownBy(() -> test.notifications().remind(wrong))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(field)
                .hasMessageContaining(text);
        assertThat(People.stored(test)).isZero();
    }

    @Test
    void refuses_what_cannot_be_meant() {
        try (TestNotifications test = start()) {
            Reminder bare = Reminder.of(REMINDER).to("ann").about("a").before(DAY);
            refused(test, bare, "eventAt", "is missing");
            refused(test, bare.eventAt(at("2026-03-02T11:59")), "eventAt", "is in the past");
            refused(test, bare.eventAt(at("2046-03-02T11:59")), "eventAt", "more than ten years");
            refused(test, bare.eventAt(at("2026-03-02T13:00")), "before", "only times that have passed");
            refused(
                    test,
                    Reminder.of(REMINDER).to("ann").eventAt(wednesday(), CLINIC).before(DAY),
                    "about",
                    "is missing");
            refused(
                    test,
                    Reminder.of(REMINDER).to("ann").about("a").eventAt(wednesday(), CLINIC),
                    "before",
                    "is empty");
            refused(
                    test,
                    Reminder.of(REMINDER)
                            .about("a")
                            .eventAt(wednesday(), CLINIC)
                            .before(DAY),
                    "recipients",
                    "is empty");
            refused(
                    test,
                    Reminder.of("nothing")
                            .to("ann")
                            .about("a")
                            .eventAt(wednesday(), CLINIC)
                            .before(DAY),
                    "type",
                    "not defined");
            assertThatThrownBy(() -> test.notifications().remindersAbout(" "))
                    .isInstanceOf(InvalidInputException.class);
            assertThat(test.notifications().remindersAbout("unheard-of").moveTo(at("2026-03-09T08:00")))
                    .isEmpty();
            assertThat(test.notifications().remindersAbout("unheard-of").cancel("x"))
                    .isEmpty();
            test.notifications().remind(visit());
            assertThatThrownBy(() -> test.notifications()
                            .remindersAbout("appointment-77")
                            .moveTo(at("2026-03-02T11:00")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("in the past");
            assertThat(test.notifications()
                            .remindersAbout("appointment-77")
                            .plans()
                            .get(0)
                            .event())
                    .isEqualTo(at("2026-03-04T08:00"));
        }
    }

    @Test
    void refuses_single_values_where_they_are_given() {
        List<TemporalAmount> wrong = List.of(
                Duration.ZERO,
                Duration.ofHours(-1),
                Period.ZERO,
                Period.ofDays(-1),
                Period.ofYears(11),
                Duration.ofDays(4_000));
        wrong.forEach(amount -> assertThatThrownBy(() -> visit().before(amount))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("before"));
        assertThatThrownBy(() -> visit().before(HOUR)).hasMessageContaining("twice");
        assertThatThrownBy(() -> visit().before(java.time.chrono.ThaiBuddhistChronology.INSTANCE.period(0, 0, 1)))
                .hasMessageContaining("give a Period or a Duration");
        assertThatThrownBy(() -> visit().with("event", "x")).hasMessageStartingWith("data.event");
        Notification n = Notification.of(REMINDER).to("ann");
        List<Notification> own = new ArrayList<>();
        own.add(n.key("k"));
        own.add(n.after(HOUR));
        own.add(n.expiresAfter(HOUR));
        own.add(n.with("moved", true));
        own.add(n.about("x").invite(Invite.between(Instant.EPOCH, Instant.EPOCH.plus(1, ChronoUnit.HOURS))));
        own.forEach(one -> assertThatThrownBy(() -> Reminder.of(one))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reminder"));
    }
}
