package dev.notify.examples;

import static dev.notify.model.ChannelName.SMS;

import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.Message;
import dev.notify.event.NotificationEvent;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Contact;
import dev.notify.request.NotificationType;
import dev.notify.schedule.Occurrence;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Standing;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Three doses a day on the patient's own clock: skipped, moved with the patient, too late after an outage, and never twice. */
public final class MedicationReminders {

    private static final NotificationType DOSE = NotificationType.named("medication-reminder")
            .category("medication")
            .anyTime()
            .sendBy(SMS)
            .requires("dose")
            .showDetailsOn(SMS)
            .text("Your medicine", "Please take {{dose}}.")
            .discreet("Example Hospital", "A reminder is waiting for you.");

    private final List<NotificationEvent.TooLate> missed = new ArrayList<>();

    private MedicationReminders() {}

    public static void main(String[] args) {
        Show.main(MedicationReminders::run);
    }

    static void run(Show show) {
        new MedicationReminders().shown(show);
    }

    private void build(NotificationServiceBuilder service) {
        // region listen
        service.define(DOSE).onEvent(event -> {
            if (event instanceof NotificationEvent.TooLate late) {
                missed.add(late); // ask the patient, tell the ward
            }
        });
        // endregion
    }

    private void shown(Show show) {
        show.title("Medication reminders");
        VirtualClock clock = VirtualClock.at(Instant.parse("2026-03-27T04:00:00Z"));
        try (TestNotifications test = TestNotifications.startOn(
                MemoryStore.at(clock), clock, b -> build(b.poll(Duration.ofMinutes(1))), SMS)) {
            lives(test, "Africa/Johannesburg");
            Recurring doses = begin(test);
            three_a_day(show, test, doses);
            one_is_skipped(show, test, doses);
            the_patient_flies_home(show, test);
            nobody_was_there(show, test, doses);
        }
    }

    private static void lives(TestNotifications test, String zone) {
        test.notifications()
                .contacts()
                .save(Contact.of("patient-42").sms("+15550100042").inZone(zone));
    }

    private static Recurring begin(TestNotifications test) {
        // region repeat
        Recurring doses = test.notifications()
                .repeat(Repeat.of(DOSE)
                        .to("patient-42")
                        .with("dose", "Metformin 500 mg")
                        .dailyAt("08:00", "14:00", "20:00")
                        .inZoneOfRecipient()
                        .until(LocalDate.of(2027, 6, 30))
                        .tooLateAfter(Duration.ofMinutes(90))
                        .atLeastApart(Duration.ofHours(5))
                        .key("prescription-5512"));
        // endregion
        return doses;
    }

    private static List<Instant> came(TestNotifications test) {
        return test.sent().all().stream().map(Message::acceptedAt).sorted().toList();
    }

    private static void three_a_day(Show show, TestNotifications test, Recurring doses) {
        show.step("A day in Johannesburg");
        // region next
        List<Occurrence> next = doses.nextTimes(3);
        // endregion
        next.forEach(o -> show.line(o.time() + " " + o.zone()));
        test.advanceTo(Instant.parse("2026-03-28T00:00:00Z"));
        show.check(
                came(test).equals(next.stream().map(Occurrence::at).toList()),
                "the three came at 8, 14 and 20 o'clock");
    }

    private static void one_is_skipped(Show show, TestNotifications test, Recurring doses) {
        show.step("The doctor leaves one out");
        // region skip
        doses.skipNext();
        // endregion
        test.advanceTo(Instant.parse("2026-03-28T08:00:00Z"));
        Standing standing = doses.standing();
        show.check(standing.count().equals(new Standing.Count(3, 1, 0)), "it did not come, and is counted as skipped");
    }

    private static void the_patient_flies_home(Show show, TestNotifications test) {
        show.step("The patient flies to Lisbon, where the clock is set to summer time that night");
        lives(test, "Europe/Lisbon");
        test.advanceTo(Instant.parse("2026-03-29T08:00:00Z"));
        List<Instant> all = came(test);
        show.check(
                all.subList(3, 6)
                        .equals(List.of(
                                Instant.parse("2026-03-28T14:00:00Z"),
                                Instant.parse("2026-03-28T20:00:00Z"),
                                Instant.parse("2026-03-29T07:00:00Z"))),
                "14 and 20 o'clock by Lisbon's winter clock, and 8 by its summer clock");
    }

    private void nobody_was_there(Show show, TestNotifications test, Recurring doses) {
        show.step("The hospital's servers are away from 9:30 until noon of the next day");
        test.node().crash();
        test.clock().set(Instant.parse("2026-03-30T11:00:00Z"));
        test.crash();
        test.advance(Duration.ofMinutes(1));
        show.check(came(test).size() == 6, "nothing is sent that is too late to be taken");
        NotificationEvent.TooLate late = missed.get(0);
        show.line(late.occurrences() + " were missed, from " + late.first() + " to " + late.last());
        show.check(late.occurrences() == 3 && missed.size() == 1, "the host is told once of all three");
        Occurrence next = doses.nextTimes(1).get(0);
        show.check(next.time().equals(LocalDateTime.parse("2026-03-30T14:00")), "and the next comes at its usual time");
    }
}
