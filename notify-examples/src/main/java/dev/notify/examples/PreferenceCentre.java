package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;

import dev.notify.NotificationServiceBuilder;
import dev.notify.Notifications;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.ConsentEntry;
import dev.notify.preference.OwnPreferences;
import dev.notify.preference.PreferenceChange;
import dev.notify.preference.Preferences;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A patient's own settings page, in text: turns things off, sets quiet hours, sees what is held, and who changed what. */
public final class PreferenceCentre {

    private static final String PATIENT = "patient-42";
    private static final Address PHONE = Address.sms("+15550100");

    private static final NotificationType RESULT = NotificationType.named("lab-result-ready")
            .category("results")
            .anyTime()
            .sendBy(EMAIL, SMS)
            .discreet("Example Hospital", "There is news for you. Please sign in to read it.");

    private static final NotificationType VISIT = NotificationType.named("appointment-moved")
            .category("appointments")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("Example Hospital", "An appointment of yours was moved.");

    // region consent-type
    private static final NotificationType LETTER = NotificationType.named("health-letter")
            .category("news")
            .anyTime()
            .sendBy(EMAIL)
            .needsConsent()
            .discreet("Example Hospital", "Our letter of this month.");
    // endregion

    private PreferenceCentre() {}

    public static void main(String[] args) {
        Show.main(PreferenceCentre::run);
    }

    private static void build(NotificationServiceBuilder service) {
        service.define(RESULT, VISIT, LETTER)
                .contactsFrom(id -> Optional.of(
                        Contact.of(id).email(id + "@example.org").at(PHONE).inZone("Europe/Lisbon")))
                .poll(Duration.ofMinutes(1));
    }

    static void run(Show show) {
        show.title("A preference centre");
        VirtualClock clock = VirtualClock.at(Instant.parse("2026-03-02T12:00:00Z"));
        try (TestNotifications test =
                TestNotifications.startOn(MemoryStore.at(clock), clock, PreferenceCentre::build, EMAIL, SMS)) {
            turn_things_off(show, test);
            be_left_in_peace(show, test);
            stop(show, test);
            history(show, test);
        }
    }

    private static void turn_things_off(Show show, TestNotifications test) {
        show.step("No results by SMS, please");
        Receipt result =
                test.notifications().send(Notification.of(RESULT).to(PATIENT).after(Duration.ofMinutes(5)));
        test.advance(Duration.ofMinutes(4));
        // region page
        OwnPreferences mine = test.notifications().as(PATIENT).preferences().of(PATIENT);
        mine.turnOff("results", SMS);
        mine.preferredTime(EMAIL, PreferredTime.of("18:00", "20:30"));
        mine.preferredTime(EMAIL); // at any time again
        // endregion
        print(show, mine.current());
        test.advance(Duration.ofMinutes(2));
        print(show, test, result);
        test.sent().on(EMAIL).one();
        test.sent().on(SMS).none();
        show.check(true, "what was turned off a minute before was not sent, though it had been accepted");
        try {
            mine.turnOff("resluts");
            show.check(false, "a category nobody knows was taken");
        } catch (InvalidInputException e) {
            show.check(e.field().equals("category"), "a slip is refused by its field: " + e.getMessage());
        }
    }

    private static void be_left_in_peace(Show show, TestNotifications test) {
        show.step("Quiet hours hold, and let go as soon as they are taken back");
        OwnPreferences mine = test.notifications().as(PATIENT).preferences().of(PATIENT);
        mine.quietHours(QuietHours.daily("22:00", "08:00"));
        test.advanceTo(Instant.parse("2026-03-02T23:15:00Z"));
        Receipt moved = test.notifications().send(Notification.of(VISIT).to(PATIENT));
        test.run();
        print(show, test, moved);
        show.check(waiting(test.notifications()) == 1, "the page shows that one message is held");
        mine.quietHours(QuietHours.NONE);
        test.run();
        print(show, test, moved);
        show.check(
                waiting(test.notifications()) == 0 && state(test, moved) == DeliveryState.SENT,
                "nothing waits for the morning that nobody wants to wait for any more");
        show.step("A pause has an end and a reason");
        // region pause
        mine.pauseAllUntil(Instant.parse("2026-03-09T09:00:00Z"), "in hospital");
        // endregion
        Receipt paused = test.notifications().send(Notification.of(VISIT).to(PATIENT));
        test.run();
        print(show, test, paused);
        show.check(state(test, paused) == DeliveryState.PENDING, "what comes up meanwhile is held, not dropped");
        mine.resume();
        test.run();
        show.check(state(test, paused) == DeliveryState.SENT, "it went out when the pause was ended early");
    }

    private static void stop(Show show, TestNotifications test) {
        show.step("Consent belongs to the address");
        Address mail = Address.email(PATIENT + "@example.org");
        Receipt before = test.notifications().send(Notification.of(LETTER).to(PATIENT));
        test.run();
        print(show, test, before);
        // region consent
        Notifications clerk = test.notifications().as("clerk-7");
        clerk.consent().record(ConsentEntry.given(mail, "web form").category("news"));
        clerk.consent().withdrawn(PHONE, "STOP by SMS");
        AddressConsent phone = clerk.consent().of(PHONE);
        // endregion
        test.advance(Duration.ofSeconds(5));
        Receipt after = test.notifications().send(Notification.of(LETTER).to(PATIENT));
        test.run();
        print(show, test, after);
        show.line("  the phone: " + phone.entries().get(0).asText());
        show.check(
                state(test, before) == DeliveryState.SUPPRESSED && state(test, after) == DeliveryState.SENT,
                "a letter that needs consent is sent once that is recorded, and not before");
    }

    private static void history(Show show, TestNotifications test) {
        show.step("Who changed what");
        // region history
        for (PreferenceChange change :
                test.notifications().preferences().of(PATIENT).history().changes()) {
            show.line("  " + change.asText());
        }
        // endregion
        show.check(
                test.notifications()
                                .preferences()
                                .of(PATIENT)
                                .history()
                                .changes()
                                .size()
                        == 7,
                "every change is there, the newest first");
    }

    private static long waiting(Notifications notifications) {
        return notifications.count(DeliveryQuery.all().recipient(PATIENT).in(DeliveryState.PENDING));
    }

    private static DeliveryState state(TestNotifications test, Receipt receipt) {
        return test.status(receipt.id()).deliveries().get(0).state();
    }

    private static void print(Show show, Preferences wants) {
        show.line("  quiet hours " + wants.quietHours().words() + ", pause "
                + wants.paused().map(Instant::toString).orElse("none"));
        wants.choices().forEach((topic, on) -> show.line("  " + topic.words() + ": " + (on ? "on" : "off")));
    }

    private static void print(Show show, TestNotifications test, Receipt receipt) {
        for (Delivery d : test.status(receipt.id()).deliveries()) {
            show.line("  " + d.type() + " by " + d.channel() + ": " + d.state() + ", "
                    + d.reason().orElse(""));
        }
    }
}
