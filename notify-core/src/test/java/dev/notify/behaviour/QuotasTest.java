package dev.notify.behaviour;

import static dev.notify.behaviour.People.only;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationServiceBuilder;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.explain.PlannedDelivery;
import dev.notify.explain.PlannedDelivery.Fate;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Priority;
import dev.notify.operation.Pause.Target;
import dev.notify.operation.Pauses;
import dev.notify.policy.Quota;
import dev.notify.policy.Quota.Overflow;
import dev.notify.preference.Category;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.provider.ProviderState.Standing;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private static final NotificationType NEWS = NotificationType.named("news")
            .anyTime()
            .category("offers")
            .sendBy(EMAIL)
            .discreet("News", "Please sign in");

    private static final Instant MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z");

    private final VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
    private final Moody first = new Moody(EMAIL, clock::instant);
    private final Moody second = new Moody(EMAIL, clock::instant);
    private @Nullable TestNotifications running;

    private TestNotifications start(Consumer<NotificationServiceBuilder> more) {
        TestNotifications test = TestNotifications.startOn(MemoryStore.at(clock), clock, setup(more));
        running = test;
        return test;
    }

    private static Consumer<NotificationServiceBuilder> setup(Consumer<NotificationServiceBuilder> more) {
        return b -> more.accept(b.define(NEWS).allowCritical().contactsFrom(People::contact));
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(running).close();
    }

    private Receipt send(String to) {
        return Objects.requireNonNull(running)
                .notifications()
                .send(Notification.of("news").to(to));
    }

    private List<Receipt> sendMany(int count) {
        List<Receipt> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(send("p" + i));
        }
        return all;
    }

    private Provider quoted(Quota quota) {
        return Provider.of("one", first).quota(quota);
    }

    @Test
    void the_next_provider_sends_what_the_day_of_the_first_has_no_room_for() {
        TestNotifications test =
                start(b -> b.channel(ProviderPool.inOrder(quoted(Quota.perDay(30)), Provider.of("two", second))));
        sendMany(50);
        test.run();
        assertThat(first.sent()).hasSize(30);
        assertThat(second.sent()).hasSize(20);
        assertThat(test.notifications().providers().get(0).standing()).isEqualTo(Standing.SPENT);
        assertThat(test.notifications().providers().get(0).until()).isEqualTo(MIDNIGHT);
        assertThat(test.notifications().health().asText()).contains("its quota of 30 a day is used up");
        test.advanceTo(MIDNIGHT);
        send("tomorrow");
        test.run();
        assertThat(first.recipients()).endsWith("tomorrow");
    }

    @Test
    void what_is_too_much_for_the_only_provider_waits_for_midnight_and_counts_no_try() {
        TestNotifications test = start(b -> b.channel(quoted(Quota.perDay(30))));
        List<Receipt> all = sendMany(50);
        test.advanceTo(MIDNIGHT.minusSeconds(1));
        assertThat(first.sent()).hasSize(30);
        assertThat(all).allSatisfy(r -> assertThat(only(test, r).tries()).isLessThanOrEqualTo(1));
        assertThat(all).noneMatch(r -> only(test, r).state() == DeliveryState.FAILED);
        test.advanceTo(MIDNIGHT.plusSeconds(5));
        assertThat(first.sent()).hasSize(50);
    }

    @Test
    void what_is_too_much_is_dropped_where_that_is_declared_with_the_quota_as_reason() {
        TestNotifications test = start(b -> b.channel(quoted(Quota.perDay(3).overflow(Overflow.DROP))));
        List<Receipt> all = sendMany(5);
        test.run();
        assertThat(first.sent()).hasSize(3);
        assertThat(all)
                .filteredOn(r -> only(test, r).state() == DeliveryState.SUPPRESSED)
                .hasSize(2)
                .allSatisfy(r -> assertThat(only(test, r).reason().orElseThrow())
                        .contains("the quota of 3 a day of provider one is used up"));
    }

    @Test
    void a_restart_and_a_second_node_count_on() {
        TestNotifications test = TestNotifications.start(
                b -> setup(more -> more.channel(quoted(Quota.perDay(30)))).accept(b));
        running = test;
        test.addNode(setup(more -> more.channel(quoted(Quota.perDay(30))).node("n2")));
        sendMany(20);
        test.run();
        test.crash();
        sendMany(40);
        test.advance(Duration.ofMinutes(10));
        assertThat(first.sent().size()).isBetween(28, 30);
    }

    @Test
    void one_address_gets_no_more_than_its_hour_allows() {
        TestNotifications test = start(b ->
                b.channel(Provider.of("one", first).perAddress(Quota.perHour(2).overflow(Overflow.HOLD))));
        for (int i = 0; i < 5; i++) {
            send("busy");
        }
        send("other");
        test.run();
        assertThat(first.recipients()).filteredOn("busy"::equals).hasSize(2);
        assertThat(first.recipients()).contains("other");
        test.advance(Duration.ofHours(1));
        assertThat(first.recipients()).filteredOn("busy"::equals).hasSize(4);
        test.advance(Duration.ofHours(1));
        assertThat(first.recipients()).filteredOn("busy"::equals).hasSize(5);
    }

    @Test
    void a_recipient_has_no_more_of_a_category_than_it_allows() {
        TestNotifications test =
                start(b -> b.channel(first).categories(Category.named("offers").atMost(Quota.perDay(2))));
        List<Receipt> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(send("a"));
            test.run();
        }
        send("b");
        test.run();
        assertThat(first.recipients()).containsExactly("a", "a", "b");
        assertThat(only(test, all.get(2)).reason().orElseThrow())
                .contains("the recipient has had 2 a day of category offers");
        test.advanceTo(MIDNIGHT.plusSeconds(2));
        assertThat(first.recipients()).containsExactly("a", "a", "b", "a");
    }

    @Test
    void what_is_too_much_of_a_category_can_be_dropped_and_critical_work_is_never_capped() {
        TestNotifications test = start(b -> b.channel(first)
                .categories(Category.named("offers").atMost(Quota.perDay(1).overflow(Overflow.DROP))));
        send("a");
        test.run();
        Receipt dropped = send("a");
        Receipt critical =
                test.notifications().send(Notification.of("news").to("a").priority(Priority.CRITICAL));
        test.run();
        assertThat(only(test, dropped).state()).isEqualTo(DeliveryState.SUPPRESSED);
        assertThat(only(test, critical).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void what_its_condition_keeps_back_takes_up_no_place() {
        TestNotifications test = start(b -> b.channel(first)
                .condition("still-open", about -> false)
                .categories(Category.named("offers").atMost(Quota.perDay(1))));
        Receipt closed =
                test.notifications().send(Notification.of("news").to("ana").sendIf("still-open"));
        test.run();
        assertThat(only(test, closed).state()).isEqualTo(DeliveryState.SUPPRESSED);
        Receipt open = send("ana");
        test.run();
        assertThat(only(test, open).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void what_waits_for_the_end_of_a_pause_takes_up_no_place() {
        TestNotifications test =
                start(b -> b.channel(first).categories(Category.named("offers").atMost(Quota.perDay(1))));
        Pauses pauses = test.notifications().as("op-7").pauses();
        pauses.pause(Target.category("offers"), "the shop is closed");
        Receipt paused = send("ana");
        test.advance(Duration.ofMinutes(1));
        assertThat(only(test, paused).state()).isEqualTo(DeliveryState.PENDING);
        test.notifications().cancel(paused.id(), "the offer has ended");
        test.advance(Duration.ofMinutes(1));
        pauses.resume(Target.category("offers"));
        Receipt next = send("ana");
        test.advance(Duration.ofMinutes(1));
        assertThat(only(test, next).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void a_preview_heeds_the_cap_and_uses_up_nothing_of_it() {
        TestNotifications test =
                start(b -> b.channel(first).categories(Category.named("offers").atMost(Quota.perDay(1))));
        Notification offer = Notification.of("news").to("a");
        for (int i = 0; i < 3; i++) {
            assertThat(test.notifications().preview(offer).deliveries().get(0).fate())
                    .isEqualTo(Fate.SEND_NOW);
        }
        send("a");
        test.run();
        PlannedDelivery planned =
                test.notifications().preview(offer).deliveries().get(0);
        assertThat(planned.fate()).isEqualTo(Fate.HELD_UNTIL);
        assertThat(planned.at()).isEqualTo(MIDNIGHT);
        assertThat(planned.asText()).contains("the recipient has had 1 a day of category offers");
        Receipt receipt = send("a");
        test.advanceTo(MIDNIGHT.plusSeconds(2));
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.SENT);
        assertThat(test.notifications()
                        .preview(offer.priority(Priority.CRITICAL))
                        .deliveries()
                        .get(0)
                        .fate())
                .isEqualTo(Fate.SEND_NOW);
    }

    @Test
    void a_retry_and_a_second_channel_count_once() {
        NotificationType both = NotificationType.named("both")
                .anyTime()
                .category("offers")
                .sendBy(EMAIL, SMS)
                .discreet("News", "Please sign in");
        Moody sms = new Moody(SMS, clock::instant);
        TestNotifications test = start(b -> b.define(both)
                .channel(first)
                .channel(sms)
                .categories(Category.named("offers").atMost(Quota.perDay(2))));
        first.is(dev.notify.delivery.Outcome.tryAgain("busy"));
        test.notifications().send(Notification.of("both").to("a"));
        test.run();
        first.isWell();
        test.advance(Duration.ofMinutes(1));
        send("a");
        test.run();
        assertThat(first.sent()).hasSize(2);
        assertThat(sms.sent()).hasSize(1);
    }
}
