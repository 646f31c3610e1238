package dev.notify.memory;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.Notifications;
import dev.notify.delivery.Receipt;
import dev.notify.model.Contact;
import dev.notify.model.NotificationId;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.store.Rows;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who did what to what, when and why. */
class TrailTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final NotificationType VISIT =
            NotificationType.named("visit").anyTime().sendBy(EMAIL).discreet("Visit", "See you");

    private final VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
    private final MemoryStore store = MemoryStore.at(clock);
    private final TestNotifications test = TestNotifications.startOn(
            store,
            clock,
            b -> b.define(VISIT)
                    .contactsFrom(id -> Optional.of(
                            Contact.of(id).email(id + "@example.org").sms("+15550100"))),
            EMAIL);

    @AfterEach
    void close() {
        test.close();
    }

    private static Notification visit() {
        return Notification.of(VISIT).to("ann");
    }

    private List<Rows.Trail> lines(String action) {
        return store.trail().stream().filter(t -> t.action().equals(action)).toList();
    }

    private static Rows.Trail without(UUID id, Rows.Trail t) {
        return new Rows.Trail(id, t.tenant(), t.at(), t.actor(), t.action(), t.about(), t.detail());
    }

    private void has(String tenant, Instant at, String actor, String action, UUID about, String detail) {
        Rows.Trail line = lines(action).stream()
                .filter(t -> t.about().equals(about))
                .reduce((a, b) -> {
                    throw new AssertionError("two lines: " + a + b);
                })
                .orElseThrow(() -> new AssertionError("no " + action + " in " + store.trail()));
        assertThat(without(line.id(), line))
                .isEqualTo(new Rows.Trail(line.id(), tenant, at.toEpochMilli(), actor, action, about, detail));
    }

    @Test
    void says_who_had_it_accepted_and_that_it_was_sent() {
        Receipt receipt = test.notifications().forTenant("ward").as("clerk").send(visit());
        has(
                "ward",
                TestNotifications.BEGINNING,
                "clerk",
                "notification.accepted",
                receipt.id().value(),
                null);
        test.advance(HOUR);
        UUID delivery = receipt.planned().get(0).id().value();
        has("ward", TestNotifications.BEGINNING, "notify", "delivery.sent", delivery, null);
        assertThat(store.trail()).hasSize(2);
    }

    @Test
    void names_the_host_where_nobody_is_named() {
        Receipt receipt = test.notifications().send(visit());
        has(
                "default",
                TestNotifications.BEGINNING,
                "host",
                "notification.accepted",
                receipt.id().value(),
                null);
    }

    @Test
    void says_when_a_delivery_failed_or_was_never_tried() {
        test.channel(EMAIL).rejectNext("unknown");
        Receipt refused = test.notifications().send(visit());
        Receipt noChannel = test.notifications().send(visit().onlyBy(SMS));
        test.run();
        Instant now = TestNotifications.BEGINNING;
        UUID failed = refused.planned().get(0).id().value();
        UUID suppressed = noChannel.planned().get(0).id().value();
        has("default", now, "notify", "delivery.failed", failed, null);
        has("default", now, "notify", "delivery.suppressed", suppressed, null);
    }

    @Test
    void a_replay_leaves_no_line() {
        test.notifications().send(visit().key("k"));
        test.notifications().send(visit().key("k"));
        assertThat(lines("notification.accepted")).hasSize(1);
    }

    /** Each change by each way of naming what is changed. */
    @TestFactory
    Stream<DynamicTest> says_who_changed_what_when_and_why() {
        Map<String, BiConsumer<Notifications, Which>> changes = Map.of(
                "notification.cancelled: came in",
                (n, which) -> n.cancel(which, "came in"),
                "notification.forced: came in",
                (n, which) -> n.sendNow(which, "came in"),
                "notification.rescheduled:to 2026-03-02T18:00:00Z: came in",
                (n, which) -> n.reschedule(which, When.at(Instant.parse("2026-03-02T18:00:00Z")), "came in"),
                "notification.rescheduled:to 2026-03-03T10:00[Africa/Johannesburg]: came in",
                (n, which) -> n.reschedule(
                        which,
                        When.at(LocalDateTime.of(2026, 3, 3, 10, 0), ZoneId.of("Africa/Johannesburg")),
                        "came in"));
        return changes.entrySet().stream()
                .flatMap(change -> Stream.of("id", "key", "subject")
                        .map(by -> DynamicTest.dynamicTest(change.getKey() + " by " + by, () -> {
                            String[] expected = change.getKey().split(":", 2);
                            changes(by, expected[0], expected[1].strip(), change.getValue());
                        })));
    }

    private void changes(String by, String action, String detail, BiConsumer<Notifications, Which> change) {
        Notifications ward = test.notifications().forTenant(by + "-" + action + "-" + detail.length());
        Receipt one = ward.send(visit().key("k1").about("bed-7").after(HOUR));
        Receipt two = ward.send(visit().key("k2").about("bed-7").after(HOUR));
        Receipt apart = ward.send(visit().key("k3").about("bed-8").after(HOUR));
        Receipt elsewhere =
                test.notifications().send(visit().key("k1").about("bed-7").after(HOUR));
        test.advance(Duration.ofMinutes(1));
        String tenant = tenantOf(one.id());
        int before = store.trail().size();

        Which which = by.equals("id")
                ? Which.id(one.id())
                : by.equals("key") ? Which.key("visit", "k1") : Which.about("bed-7");
        change.accept(ward.as("dr-silva"), which);

        List<Receipt> named = by.equals("subject") ? List.of(one, two) : List.of(one);
        for (Receipt receipt : named) {
            has(tenant, clock.instant(), "dr-silva", action, receipt.id().value(), detail);
        }
        assertThat(store.trail()).hasSize(before + named.size());
        assertThat(List.of(apart, elsewhere))
                .allSatisfy(
                        r -> assertThat(lines(action)).noneMatch(t -> t.about().equals(r.id().value())));
    }

    private String tenantOf(NotificationId id) {
        return lines("notification.accepted").stream()
                .filter(t -> t.about().equals(id.value()))
                .findFirst()
                .orElseThrow()
                .tenant();
    }

    @Test
    void a_change_of_what_is_not_there_leaves_no_line() {
        Receipt receipt = test.notifications().send(visit().after(HOUR));
        int before = store.trail().size();
        test.notifications().forTenant("other").cancel(receipt.id(), "not mine");
        test.notifications().cancel(Which.key("visit", "nobody's"), "not there");
        assertThat(store.trail()).hasSize(before);
    }
}
