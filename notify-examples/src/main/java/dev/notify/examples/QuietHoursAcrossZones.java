package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;

import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.Message;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Contact;
import dev.notify.preference.Category;
import dev.notify.preference.Preferences;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import dev.notify.request.IfQuiet;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** Nobody is woken: what comes up at night waits for the morning of whoever it is for, or goes out in the evening before. */
public final class QuietHoursAcrossZones {

    // region types
    private static final NotificationType RESULT = NotificationType.named("lab-result-ready")
            .category("results")
            .anyTime()
            .sendBy(SMS)
            .discreet("Example Hospital", "There is news for you. Please sign in to read it.");

    private static final NotificationType REMINDER = NotificationType.named("appointment-reminder")
            .category("appointments")
            .daytime()
            .sendBy(SMS)
            .discreet("Example Hospital", "You have an appointment soon.");

    private static final NotificationType RECALL = NotificationType.named("medicine-recall")
            .anyTime()
            .sendBy(SMS)
            .mandatory("recalls reach every patient by law")
            .discreet("Example Hospital", "Please sign in: a medicine of yours is called back.");

    private static final NotificationType LETTER = NotificationType.named("health-letter")
            .category("news")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("Example Hospital", "Our letter of this month.");

    private static final Category NEWS = Category.named("news").onlyOptedIn();
    // endregion

    // region wants
    private static final Map<String, Preferences> WANTS = Map.of(
            "lisbon",
            Preferences.none()
                    .quiet(QuietHours.NONE
                            .on(QuietHours.WEEKDAYS, "22:00", "08:00")
                            .on(QuietHours.WEEKEND, "22:00", "10:00")
                            .holidays(LocalDate.of(2026, 12, 25))),
            "johannesburg",
            Preferences.none()
                    .quiet(QuietHours.daily("21:00", "06:30"))
                    .turnOn("news")
                    .prefer(EMAIL, PreferredTime.MORNING),
            "lord-howe",
            Preferences.none().turnOff("results", SMS),
            "travelling",
            Preferences.none().pauseUntil(Instant.parse("2026-03-09T09:00:00Z")));
    // endregion

    private static final Map<String, String> ZONES = Map.of(
            "lisbon", "Europe/Lisbon",
            "johannesburg", "Africa/Johannesburg",
            "lord-howe", "Australia/Lord_Howe",
            "travelling", "Europe/Lisbon");

    private QuietHoursAcrossZones() {}

    public static void main(String[] args) {
        Show.main(QuietHoursAcrossZones::run);
    }

    private static void build(NotificationServiceBuilder service) {
        // region start
        service.define(RESULT, REMINDER, RECALL, LETTER)
                .categories(NEWS)
                .contactsFrom(QuietHoursAcrossZones::contactOf)
                .preferencesFrom((id, tenant) -> Optional.ofNullable(WANTS.get(id)));
        // endregion
    }

    /** Looks for work of other nodes every minute, so that days pass in an instant. */
    private static TestNotifications start(String beginning) {
        VirtualClock clock = VirtualClock.at(Instant.parse(beginning));
        return TestNotifications.startOn(
                MemoryStore.at(clock), clock, b -> build(b.poll(Duration.ofMinutes(1))), EMAIL, SMS);
    }

    private static Optional<Contact> contactOf(String id) {
        return Optional.of(
                Contact.of(id).email(id + "@example.org").sms("+15550100042").inZone(ZONES.getOrDefault(id, "UTC")));
    }

    static void run(Show show) {
        show.title("Quiet hours across zones");
        everybody_in_their_own_morning(show);
        on_and_off(show);
        before_rather_than_too_late(show);
    }

    private static void everybody_in_their_own_morning(Show show) {
        show.step("Results for two people at 22:30 in Lisbon, which is half past midnight in Johannesburg");
        try (TestNotifications test = start("2026-03-02T22:30:00Z")) {
            Receipt receipt = test.notifications().send(Notification.of(RESULT).to("lisbon", "johannesburg"));
            test.run();
            test.status(receipt.id()).deliveries().forEach(d -> print(show, d));
            test.sent().none();
            test.advanceTo(Instant.parse("2026-03-03T04:30:00Z"));
            test.sent().to("johannesburg").one();
            test.sent().to("lisbon").none();
            test.advanceTo(Instant.parse("2026-03-03T08:00:00Z"));
            show.check(test.sent().to("lisbon").all().size() == 1, "each was told in the morning of their own wall");
        }
        try (TestNotifications test = start("2026-10-24T22:30:00Z")) {
            test.notifications().send(Notification.of(RESULT).to("lisbon"));
            test.advanceTo(Instant.parse("2026-10-25T09:59:59Z"));
            test.sent().none();
            test.advanceTo(Instant.parse("2026-10-25T10:00:00Z"));
            show.check(
                    test.sent().all().size() == 1,
                    "in the night the clock is set back, a Sunday, ten is still when the clock shows ten");
        }
    }

    private static void on_and_off(Show show) {
        show.step("On and off");
        try (TestNotifications test = start("2026-03-02T12:00:00Z")) {
            Receipt result = test.notifications().send(Notification.of(RESULT).to("lord-howe", "travelling"));
            Receipt recall = test.notifications().send(Notification.of(RECALL).to("lord-howe", "travelling"));
            Receipt letter = test.notifications().send(Notification.of(LETTER).to("lisbon", "johannesburg"));
            test.run();
            for (Receipt receipt : new Receipt[] {result, recall, letter}) {
                test.status(receipt.id()).deliveries().forEach(d -> print(show, d));
            }
            show.check(
                    test.status(recall.id()).deliveries().stream().allMatch(d -> d.state() == DeliveryState.SENT),
                    "what is mandatory reaches everybody, at once");
            show.check(
                    test.sent().to("lord-howe").all().size() == 1,
                    "who turned results off gets the recall and no result");
            test.advanceTo(Instant.parse("2026-03-09T09:00:00Z"));
            show.check(test.sent().to("travelling").all().size() == 2, "the rest comes when the pause is over");
            Message news = test.sent().on(EMAIL).one();
            show.check(
                    news.recipient().equals("johannesburg"), "the letter went to the one who opted in, in the morning");
        }
    }

    private static void before_rather_than_too_late(Show show) {
        show.step("A reminder at three in the morning of an appointment at half past seven");
        try (TestNotifications test = start("2026-03-02T12:00:00Z")) {
            // region useful
            Instant appointment = Instant.parse("2026-03-03T07:30:00Z");
            Notification reminder = Notification.of(REMINDER)
                    .to("lisbon")
                    .at(Instant.parse("2026-03-03T03:00:00Z"))
                    .usefulUntil(appointment);

            Receipt before = test.notifications().send(reminder);
            Receipt after = test.notifications().send(reminder.ifQuiet(IfQuiet.SEND_AFTER));
            // endregion
            test.advanceTo(Instant.parse("2026-03-02T21:59:00Z"));
            test.sent().one();
            test.advanceTo(appointment);
            print(show, test.status(before.id()).deliveries().get(0));
            print(show, test.status(after.id()).deliveries().get(0));
            show.check(
                    test.status(after.id()).deliveries().get(0).state() == DeliveryState.TOO_LATE,
                    "one went out in the evening before, the other, which may not, ended and woke nobody");
        }
    }

    private static void print(Show show, Delivery delivery) {
        ZoneId zone = ZoneId.of(ZONES.getOrDefault(delivery.recipient(), "UTC"));
        show.line("  " + delivery.recipient() + ", " + delivery.type() + ": " + delivery.state() + " "
                + delivery.dueAt().atZone(zone).toLocalDateTime() + ": "
                + delivery.reason().orElse(""));
    }
}
