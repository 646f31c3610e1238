package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;

import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.Message;
import dev.notify.event.Health;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.schedule.DueSource;
import dev.notify.schedule.Schedule;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A pharmacy is asked what runs low every six hours, and what expires soon every morning at nine. */
public final class StockAlerts {

    private static final NotificationType LOW_STOCK = NotificationType.named("low-stock")
            .category("stock")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text("{{item}} runs low", "{{left}} are left of {{item}}.")
            .discreet("Stock", "Please look at the stock.");

    private static final NotificationType EXPIRING = NotificationType.named("medicine-expires")
            .category("stock")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text("{{item}} expires", "{{item}} expires on {{day}}.")
            .discreet("Stock", "Please look at the stock.");

    private static final int ENOUGH = 20;
    private static final Period WARNING = Period.ofDays(5);

    private final Map<String, Integer> left = new TreeMap<>(Map.of("paracetamol", 200, "insulin", 12));
    private final Map<String, LocalDate> expires =
            Map.of("insulin", LocalDate.parse("2026-03-08"), "aspirin", LocalDate.parse("2026-06-30"));
    private boolean away;

    private StockAlerts() {}

    public static void main(String[] args) {
        Show.main(StockAlerts::run);
    }

    static void run(Show show) {
        new StockAlerts().shown(show);
    }

    private void build(NotificationServiceBuilder service) {
        // region sources
        service.define(LOW_STOCK, EXPIRING)
                .dueSource("low-stock", Schedule.every(Duration.ofHours(6)), this::low)
                .dueSource("expiring-medicine", Schedule.dailyAt("09:00"), this::expiring);
        // endregion
        service.contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org")));
    }

    // region low
    private Stream<Notification> low(DueSource.Asked asked) {
        return stock().filter(item -> item.getValue() < ENOUGH)
                .map(item -> Notification.of(LOW_STOCK)
                        .to("pharmacist")
                        .with("item", item.getKey())
                        .with("left", item.getValue())
                        .key("low-" + item.getKey() + "-" + asked.time().toLocalDate()));
    }
    // endregion

    private Stream<Map.Entry<String, Integer>> stock() {
        if (away) {
            throw new IllegalStateException("the stock keeping system does not answer");
        }
        return left.entrySet().stream();
    }

    // region expiring
    private Stream<Notification> expiring(DueSource.Asked asked) {
        LocalDate soon = asked.time().toLocalDate().plus(WARNING);
        return expires.entrySet().stream()
                .filter(e -> !e.getValue().isAfter(soon))
                .map(e -> Notification.of(EXPIRING)
                        .to("pharmacist")
                        .with("item", e.getKey())
                        .with("day", e.getValue())
                        .key("expires-" + e.getKey() + "-" + e.getValue()));
    }
    // endregion

    private static List<String> titles(TestNotifications test) {
        return test.sent().all().stream()
                .sorted(Comparator.comparing(Message::acceptedAt))
                .map(m -> m.words().title())
                .toList();
    }

    private void shown(Show show) {
        show.title("Stock alerts");
        VirtualClock clock = VirtualClock.at(Instant.parse("2026-03-02T06:00:00Z"));
        try (TestNotifications test = TestNotifications.startOn(
                MemoryStore.at(clock), clock, b -> build(b.poll(Duration.ofMinutes(1))), EMAIL)) {
            show.step("Monday: insulin is low, which four answers say and one mail tells");
            test.advanceTo(Instant.parse("2026-03-02T23:00:00Z"));
            show.check(titles(test).equals(List.of("insulin runs low")), "one mail");

            show.step("Tuesday at nine: five days before insulin expires");
            test.advanceTo(Instant.parse("2026-03-03T10:00:00Z"));
            show.check(titles(test).contains("insulin expires"), "the pharmacist is warned, of insulin only");
            show.check(titles(test).size() == 3, "beside the alert of the new day");

            show.step("Wednesday: the stock keeping system is away");
            left.put("paracetamol", 3);
            away = true;
            test.advanceTo(Instant.parse("2026-03-04T01:00:00Z"));
            show.check(
                    test.notifications().health().status() == Health.Status.DOWN,
                    "health is DOWN: nobody knows what runs low");
            away = false;
            test.advance(Duration.ofHours(1));
            show.check(titles(test).contains("paracetamol runs low"), "it is asked until it answers");
            show.check(test.notifications().health().status() == Health.Status.UP, "and health is UP again");
        }
    }
}
