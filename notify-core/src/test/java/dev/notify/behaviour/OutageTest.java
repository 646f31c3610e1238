package dev.notify.behaviour;

import static dev.notify.behaviour.People.only;
import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.channel.Channel;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Priority;
import dev.notify.policy.Quota;
import dev.notify.policy.RateLimit;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(EMAIL).discreet("News", "Please sign in");

    private final VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
    private final Moody one = new Moody(EMAIL, clock::instant);
    private final Moody two = new Moody(EMAIL, clock::instant);
    private final List<Receipt> receipts = new ArrayList<>();

    private TestNotifications start(Channel channel) {
        return TestNotifications.startOn(
                MemoryStore.at(clock),
                clock,
                b -> b.define(NEWS).contactsFrom(People::contact).channel(channel));
    }

    private void send(TestNotifications test, Priority priority) {
        receipts.add(test.notifications()
                .send(Notification.of("news")
                        .to(priority + "-" + receipts.size())
                        .priority(priority)));
    }

    /** Fifty a second, of all priorities. */
    private void aSecondOfFifty(TestNotifications test) {
        for (int i = 0; i < 50; i++) {
            send(test, i % 10 == 0 ? Priority.HIGH : i % 2 == 0 ? Priority.NORMAL : Priority.LOW);
        }
        test.advance(Duration.ofSeconds(1));
    }

    private static double meanPlace(List<Moody.Called> sent, Priority priority) {
        return java.util.stream.IntStream.range(0, sent.size())
                .filter(i -> sent.get(i).message().priority() == priority)
                .average()
                .orElseThrow();
    }

    @Test
    void ten_minutes_without_the_only_provider_at_fifty_a_second() {
        try (TestNotifications test =
                start(ProviderPool.of(Provider.of("relay", one).rate(RateLimit.perSecond(100))))) {
            one.is(Outcome.tryAgain("connection reset"));
            for (int second = 0; second < 600; second++) {
                aSecondOfFifty(test);
            }
            assertThat(one.sent()).isEmpty();
            assertThat(one.calls().size()).as("nobody storms at it").isLessThan(40);
            one.isWell();
            Instant back = clock.instant();
            test.advance(Duration.ofMinutes(8));

            List<Moody.Called> sent = one.sent();
            assertThat(sent).hasSize(30_000);
            assertThat(receipts).noneMatch(r -> only(test, r).state() != DeliveryState.SENT);
            for (int i = 100; i < sent.size(); i++) {
                assertThat(Duration.between(sent.get(i - 100).at(), sent.get(i).at()))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            }
            assertThat(meanPlace(sent, Priority.HIGH)).isLessThan(meanPlace(sent, Priority.NORMAL));
            assertThat(meanPlace(sent, Priority.NORMAL)).isLessThan(meanPlace(sent, Priority.LOW));
            assertThat(sent.get(0).at()).isBefore(back.plus(Duration.ofSeconds(75)));
            Instant first = sent.get(0).at();
            assertThat(sent.stream().filter(c -> c.at().isBefore(first.plusSeconds(1))))
                    .as("it comes back little by little")
                    .hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void a_day_with_two_flapping_providers_and_a_spent_quota() {
        ProviderPool pool =
                ProviderPool.inOrder(Provider.of("one", one).quota(Quota.perDay(200)), Provider.of("two", two));
        try (TestNotifications test = start(pool)) {
            for (int minute = 0; minute < 24 * 60; minute++) {
                if (minute % 7 == 0) {
                    one.is(minute % 2 == 0 ? Outcome.unavailable("down") : Outcome.sent());
                }
                if (minute % 11 == 0) {
                    two.is(minute % 2 == 0 ? Outcome.sent() : Outcome.tryAgain("busy"));
                }
                send(test, Priority.NORMAL);
                test.advance(Duration.ofMinutes(1));
            }
            one.isWell();
            two.isWell();
            test.advance(Duration.ofMinutes(20));
            assertThat(one.sent().size() + two.sent().size()).isEqualTo(24 * 60);
            Instant midnight = Instant.parse("2026-03-03T00:00:00Z");
            assertThat(one.sent().stream().filter(c -> c.at().isBefore(midnight)))
                    .hasSize(200);
            assertThat(one.sent().stream().filter(c -> !c.at().isBefore(midnight)))
                    .hasSizeBetween(100, 200);
            for (Receipt receipt : receipts) {
                Delivery end = only(test, receipt);
                assertThat(end.state()).isEqualTo(DeliveryState.SENT);
                assertThat(end.reason().orElseThrow()).containsAnyOf("by one", "by two");
            }
        }
    }
}
