package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.event.NotificationEvent;
import dev.notify.model.Address;
import dev.notify.model.Tenant;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.Which;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {

    private final List<NotificationEvent> events = new ArrayList<>();

    private TestNotifications start() {
        return TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.onEvent(events::add);
                },
                EMAIL,
                SMS);
    }

    @Test
    void tell_the_whole_story_in_order_with_the_correlation_id() {
        try (TestNotifications test = start()) {
            test.channel(EMAIL).failNext("busy");
            Receipt receipt = test.notifications().send(lab("a").correlation("order-7"));
            test.advance(Duration.ofMinutes(1));
            assertThat(events)
                    .extracting(e -> e.getClass().getSimpleName())
                    .containsExactly("Accepted", "Retrying", "Finished");
            assertThat(events).allSatisfy(e -> {
                assertThat(e.about().correlationId()).hasValue("order-7");
                assertThat(e.about().notification()).isEqualTo(receipt.id());
            });
            assertThat(test.status(receipt.id()).correlation()).isEqualTo("order-7");
            assertThat(test.sent().one().correlationId()).hasValue("order-7");
            assertThat(test.notifications().count(DeliveryQuery.all().correlation("order-7")))
                    .isEqualTo(1);
        }
    }

    @Test
    void tell_of_a_cancel_and_of_each_delivery_it_ended() {
        try (TestNotifications test = start()) {
            Receipt receipt = test.notifications()
                    .send(People.visit("a").about("bed-7").correlation("c-1").after(Duration.ofHours(1)));
            Receipt other = test.notifications().send(lab("b").about("bed-7").after(Duration.ofHours(1)));
            test.run();
            events.clear();
            test.notifications().as("clerk").cancel(Which.about("bed-7"), "went home");
            test.run();
            assertThat(events).hasSize(5);
            assertThat(events)
                    .filteredOn(NotificationEvent.Changed.class::isInstance)
                    .extracting(e -> e.about().notification() + " " + ((NotificationEvent.Changed) e).deliveries())
                    .containsExactlyInAnyOrder(receipt.id() + " 2", other.id() + " 1");
            assertThat(events)
                    .filteredOn(NotificationEvent.Finished.class::isInstance)
                    .map(NotificationEvent.Finished.class::cast)
                    .allSatisfy(e -> {
                        assertThat(e.state()).isEqualTo(DeliveryState.CANCELLED);
                        assertThat(e.why()).isEqualTo("cancelled by clerk: went home");
                        assertThat(e.delivery().attempt()).isZero();
                    })
                    .extracting(e -> e.delivery().recipient() + " by "
                            + e.delivery().channel() + " "
                            + e.about().correlationId().orElse("-"))
                    .containsExactlyInAnyOrder("a by email c-1", "a by sms c-1", "b by email -");
        }
    }

    @Test
    void come_after_the_commit_they_describe() {
        List<DeliveryState> seen = new ArrayList<>();
        TestNotifications[] holder = new TestNotifications[1];
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.onEvent(e -> seen.add(holder[0]
                            .status(e.about().notification())
                            .deliveries()
                            .get(0)
                            .state()));
                },
                EMAIL,
                SMS)) {
            holder[0] = test;
            test.notifications().send(lab("a").after(Duration.ofMinutes(1)));
            test.advance(Duration.ofMinutes(2));
            assertThat(seen).containsExactly(DeliveryState.PENDING, DeliveryState.SENT);
        }
    }

    @Test
    void never_hold_an_address() {
        try (TestNotifications test = start()) {
            test.notifications()
                    .send(Notification.of(People.LAB)
                            .toAddress(Address.email("secret@example.org"))
                            .with("test", "x"));
            test.run();
            assertThat(events.toString()).doesNotContain("secret");
        }
    }

    @Test
    void interceptors_stand_around_in_order_and_may_answer_in_place_of_the_channel() {
        List<String> steps = new ArrayList<>();
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.interceptor((m, next) -> {
                        steps.add("outer");
                        Outcome o = next.deliver(m);
                        steps.add("outer done");
                        return o;
                    });
                    b.interceptor((m, next) -> {
                        steps.add("inner");
                        return m.recipient().equals("nobody") ? Outcome.rejected("not wanted") : next.deliver(m);
                    });
                },
                EMAIL,
                SMS)) {
            test.notifications().send(lab("a"));
            Receipt not = test.notifications().send(lab("nobody"));
            test.run();
            assertThat(steps).containsExactly("outer", "inner", "outer done", "outer", "inner", "outer done");
            test.sent().count(1);
            assertThat(People.state(test, not)).isEqualTo(DeliveryState.FAILED);
        }
    }

    @Test
    void statistics_and_pages_are_the_tenants_own() {
        try (TestNotifications test = start()) {
            for (int i = 0; i < 5; i++) {
                test.notifications().send(lab("p" + i));
            }
            test.notifications().forTenant("b").send(lab("q"));
            test.run();
            assertThat(test.notifications().statistics(Duration.ofHours(1)).count(DeliveryState.SENT))
                    .isEqualTo(5);
            assertThat(test.notifications()
                            .forTenant("b")
                            .statistics(Duration.ofHours(1))
                            .count(DeliveryState.SENT))
                    .isEqualTo(1);
            var first = test.notifications().find(DeliveryQuery.all().limit(3));
            var second = test.notifications()
                    .find(DeliveryQuery.all().limit(3).after(first.next().orElseThrow()));
            assertThat(first.deliveries()).hasSize(3);
            assertThat(second.deliveries()).hasSize(2).doesNotContainAnyElementsOf(first.deliveries());
            assertThat(second.next()).isEmpty();
            assertThat(test.notifications().find(DeliveryQuery.all().offset(4)).deliveries())
                    .hasSize(1);
            assertThat(test.notifications()
                            .count(DeliveryQuery.all().recipient("p1").in(DeliveryState.SENT)))
                    .isEqualTo(1);
            assertThat(Tenant.DEFAULT).isNotEqualTo(Tenant.of("b"));
        }
    }
}
