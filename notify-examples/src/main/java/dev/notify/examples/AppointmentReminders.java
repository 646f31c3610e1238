package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;

import dev.notify.NotificationService;
import dev.notify.channel.Message;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Contact;
import dev.notify.preference.Preferences;
import dev.notify.preference.QuietHours;
import dev.notify.reminder.Reminder;
import dev.notify.reminder.ReminderPlan;
import dev.notify.request.Invite;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** A visit at a clinic in Johannesburg by a patient in Lisbon: reminded of, moved while it is near, cancelled; on a virtual clock. */
public final class AppointmentReminders {

    private static final ZoneId CLINIC = ZoneId.of("Africa/Johannesburg");

    // region types
    private static final NotificationType REMINDER = NotificationType.named("appointment-reminder")
            .category("appointments")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text(
                    "Your appointment",
                    "With {{doctor}}, {{event.date}} at {{event.time}} (at the clinic {{eventLocal.time}})"
                            + "{{#moved}}. This is the new time{{/moved}}.")
            .discreet("Example Hospital", "You have an appointment soon.");

    private static final NotificationType ENTRY = NotificationType.named("appointment-entry")
            .category("appointments")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text("Your appointment", "{{#cancelled}}Cancelled: {{/cancelled}}{{#moved}}Moved: {{/moved}}{{doctor}}.")
            .discreet("Example Hospital", "Your calendar.");
    // endregion

    private AppointmentReminders() {}

    public static void main(String[] args) {
        Show.main(AppointmentReminders::run);
    }

    private static TestNotifications start() {
        Preferences nights = Preferences.none().quiet(QuietHours.daily("21:00", "08:00"));
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        return TestNotifications.startOn(
                MemoryStore.at(clock),
                clock,
                b -> b.define(REMINDER, ENTRY)
                        .poll(Duration.ofMinutes(1))
                        .locale(Locale.UK)
                        .preferencesFrom((id, tenant) -> Optional.of(nights))
                        .contactsFrom(id -> Optional.of(
                                Contact.of(id).email(id + "@example.org").inZone("Europe/Lisbon"))),
                EMAIL);
    }

    static void run(Show show) {
        show.title("Appointment reminders");
        try (TestNotifications test = start()) {
            NotificationService notifications = test.notifications();
            show.step("A visit on Thursday at ten in Johannesburg, which is eight in the morning for the patient in"
                    + " Lisbon");
            // region remind
            LocalDateTime visit = LocalDateTime.parse("2026-03-05T10:00");
            ReminderPlan plan = notifications.remind(Reminder.of(REMINDER)
                    .to("lisbon-patient")
                    .about("appointment-77")
                    .with("doctor", "Dr Silva")
                    .eventAt(visit, CLINIC)
                    .before(Period.ofWeeks(1), Period.ofDays(1), Duration.ofHours(1))
                    .invite(ENTRY, Invite.at(visit, CLINIC, Duration.ofMinutes(30))));
            // endregion
            plan.reminders()
                    .forEach(one -> show.line("  " + one.before() + " before is " + one.at()
                            + (one.isSkipped() ? ", which " + one.why() : "")));
            test.advanceTo(Instant.parse("2026-03-04T12:00:00Z"));
            show.check(test.sent().all().size() == 2, "the calendar entry at once, and a reminder a day before");
            show.step("It is moved to Friday at the same time");
            // region move
            notifications.as("reception").remindersAbout("appointment-77").moveTo(visit.plusDays(1));
            // endregion
            test.advanceTo(Instant.parse("2026-03-05T12:00:00Z"));
            show.check(
                    test.sent().all().size() == 4,
                    "the entry was moved, nothing went out an hour before the old time, and it was said anew a day"
                            + " before the new one");
            show.step("The doctor is ill");
            // region cancel
            notifications.as("reception").remindersAbout("appointment-77").cancel("the doctor is ill");
            // endregion
            test.advance(Duration.ofDays(3));
            show.check(
                    test.sent().all().size() == 5, "the entry is taken out of the calendar, and nothing else goes out");
            test.channel(EMAIL).received().forEach(message -> show.line("  " + shown(message)));
        }
    }

    private static String shown(Message message) {
        return message.words().body()
                + message.enclosures()
                        .invite()
                        .map(entry -> entry.cancelled() ? " [taken out]" : " [entered for " + entry.start() + "]")
                        .orElse("");
    }
}
