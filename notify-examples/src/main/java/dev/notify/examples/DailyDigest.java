package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;

import dev.notify.NotificationService;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.policy.DigestPolicy;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/** What happens on a ward in a day is told to its head in one message in the evening; what is urgent at once. On a virtual clock. */
public final class DailyDigest {

    // region types
    private static final NotificationType SUMMARY = NotificationType.named("ward-summary")
            .category("ward")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text(
                    "{{count}} things happened today",
                    "{{#items}}- {{what}}\n{{/items}}{{#more}}and {{more}} more{{/more}}")
            .discreet("Example Hospital", "{{count}} messages wait for you.");

    private static final NotificationType EVENT = NotificationType.named("ward-event")
            .category("ward")
            .anyTime()
            .sendBy(EMAIL)
            .requires("what")
            .showDetailsOn(EMAIL)
            .text("On the ward", "{{what}}")
            .discreet("Example Hospital", "Something happened on your ward.")
            .digest(DigestPolicy.daily("18:00", "ward-summary").atMost(3).sendAloneFrom(Priority.HIGH));
    // endregion

    private DailyDigest() {}

    public static void main(String[] args) {
        Show.main(DailyDigest::run);
    }

    static void run(Show show) {
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        show.title("A daily digest");
        try (TestNotifications test = TestNotifications.startOn(
                MemoryStore.at(clock),
                clock,
                b -> b.define(SUMMARY, EVENT)
                        .poll(Duration.ofMinutes(1))
                        .contactsFrom(id -> Optional.of(
                                Contact.of(id).email(id + "@example.org").inZone("Europe/Lisbon"))),
                EMAIL)) {
            NotificationService notifications = test.notifications();
            show.step("Thirty things happen on the ward, one of them urgent");
            // region send
            Notification event = Notification.of(EVENT).to("ward-head");
            IntStream.range(1, 30).forEach(bed -> notifications.send(event.with("what", "Bed " + bed + " was made")));
            Receipt urgent = notifications.send(
                    event.with("what", "The lift is out of order").priority(Priority.HIGH));
            // endregion
            test.run();
            show.check(test.sent().all().size() == 1, "only what is urgent goes out at once");
            show.check(
                    test.status(urgent.id()).deliveries().get(0).state() == DeliveryState.SENT,
                    "and it goes by itself");
            Receipt late = notifications.send(event.with("what", "Bed 30 was made"));
            test.run();
            // region preview
            String plan =
                    notifications.preview(event.with("what", "Bed 31 was made")).asText();
            // endregion
            show.line(plan);
            show.step("In the evening, on the recipient's own wall");
            test.advanceTo(Instant.parse("2026-03-02T18:05:00Z"));
            show.line(test.channel(EMAIL).received().get(1).words().body());
            show.check(test.sent().all().size() == 2, "thirty of them are one message");
            show.check(
                    notifications.count(DeliveryQuery.all().in(DeliveryState.SENT)) == 31,
                    "and each of them is known to be told");
            show.line(notifications.explain(late.id()).orElseThrow().asText());
        }
    }
}
