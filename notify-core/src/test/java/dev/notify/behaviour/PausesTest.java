package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.PUSH;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.operation.Pause;
import dev.notify.operation.Pause.Target;
import dev.notify.operation.Pauses;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.provider.ProviderState;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Channels, providers and categories that are paused, and what waits for them. */
class PausesTest {

    private static final Duration SOON = Duration.ofSeconds(6);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOON = TestNotifications.BEGINNING;

    private static final NotificationType NEWS = NotificationType.named("newsletter")
            .category("news")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("News", "Please sign in");

    private static void build(NotificationServiceBuilder b) {
        People.usual(b);
        b.define(NEWS);
    }

    private static TestNotifications start() {
        return TestNotifications.start(PausesTest::build, EMAIL, SMS);
    }

    private static Pauses pauses(TestNotifications test) {
        return test.notifications().as("op-7").pauses();
    }

    @Test
    void what_waits_for_a_channel_costs_no_try_and_goes_out_soon_after_the_end() {
        try (TestNotifications test = start()) {
            Pause pause = pauses(test).pause(Target.channel(EMAIL), NOON.plus(HOUR), "the relay is moved");
            Receipt receipt = test.notifications().send(lab("a"));
            Receipt other = test.notifications().send(lab("b").onlyBy(SMS));
            test.advance(Duration.ofMinutes(10));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.PENDING);
            assertThat(only(test, receipt).tries()).isZero();
            assertThat(state(test, other)).isEqualTo(DeliveryState.SENT);
            assertThat(pauses(test).list()).containsExactly(pause);
            assertThat(test.notifications().explain(receipt.id()).orElseThrow().asText())
                    .contains("channel email is paused by op-7 until 2026-03-02T13:00:00Z: the relay is moved");
            Health health = test.notifications().health();
            assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(health.findings()).singleElement().satisfies(f -> {
                assertThat(f.where()).isEqualTo("pause.channel.email");
                assertThat(f.what()).contains("op-7").contains("the relay is moved");
            });
            test.advanceTo(NOON.plus(HOUR).minusSeconds(1));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.PENDING);
            test.advance(SOON);
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            assertThat(only(test, receipt).tries()).isEqualTo(1);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void it_holds_and_ends_on_every_node_and_survives_a_restart() {
        try (TestNotifications test = start()) {
            TestNode other = test.addNode(PausesTest::build);
            other.notifications().send(lab("before"));
            test.run();
            pauses(test).pauseUntilResumed(Target.channel(EMAIL), "moved");
            test.advance(SOON);
            Receipt receipt = other.notifications().send(lab("a"));
            test.advance(HOUR);
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.PENDING);
            assertThat(other.notifications().health().status()).isEqualTo(Health.Status.DEGRADED);
            test.crash();
            Receipt again = test.notifications().send(lab("b"));
            test.advance(HOUR);
            assertThat(state(test, again)).isEqualTo(DeliveryState.PENDING);
            assertThat(other.notifications().pauses().resume(Target.channel(EMAIL)))
                    .isTrue();
            assertThat(other.notifications().pauses().resume(Target.channel(EMAIL)))
                    .isFalse();
            test.advance(SOON);
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            assertThat(state(test, again)).isEqualTo(DeliveryState.SENT);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void a_node_that_was_idle_hears_of_it_before_it_sends() {
        try (TestNotifications test = start()) {
            TestNode other = test.addNode(PausesTest::build);
            test.advance(HOUR);
            pauses(test).pause(Target.channel(EMAIL), "moved");
            Receipt receipt = other.notifications().send(lab("a"));
            test.advance(Duration.ofMinutes(1));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.PENDING);
            test.advance(Pauses.USUAL);
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void a_category_waits_on_every_channel_and_the_others_go_on() {
        try (TestNotifications test = start()) {
            pauses(test).pauseUntilResumed(Target.category("news"), "wrong figures in it");
            Receipt news = test.notifications().send(Notification.of(NEWS).to("a"));
            Receipt result = test.notifications().send(lab("a"));
            test.advance(Duration.ofMinutes(5));
            assertThat(state(test, result)).isEqualTo(DeliveryState.SENT);
            assertThat(state(test, news)).isEqualTo(DeliveryState.PENDING);
            assertThat(only(test, news).tries()).isZero();
            assertThat(only(test, news).reason().orElse(""))
                    .contains("category news is paused")
                    .contains("wrong figures");
            assertThat(pauses(test).resume(Target.category("news"))).isTrue();
            test.advance(Duration.ofSeconds(31));
            assertThat(state(test, news)).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void deadlines_count_on() {
        try (TestNotifications test = start()) {
            pauses(test).pause(Target.channel(EMAIL), NOON.plus(HOUR), "moved");
            pauses(test).pause(Target.category("news"), NOON.plus(HOUR), "moved");
            Receipt byChannel = test.notifications().send(lab("a").expiresAfter(Duration.ofMinutes(10)));
            Receipt byCategory =
                    test.notifications().send(Notification.of(NEWS).to("a").expiresAfter(Duration.ofMinutes(10)));
            test.advance(HOUR.plus(SOON));
            assertThat(state(test, byChannel)).isEqualTo(DeliveryState.EXPIRED);
            assertThat(state(test, byCategory)).isEqualTo(DeliveryState.EXPIRED);
            assertThat(test.channel(EMAIL).received()).isEmpty();
        }
    }

    @Test
    void critical_work_waits_too_and_it_shows() {
        NotificationType alarm = NotificationType.named("alarm")
                .anyTime()
                .sendBy(EMAIL)
                .priority(dev.notify.model.Priority.CRITICAL)
                .discreet("Alarm", "Now");
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(alarm).allowCritical().development().contactsFrom(People::contact), EMAIL)) {
            pauses(test).pause(Target.channel(EMAIL), "a drill");
            Receipt receipt = test.notifications().send(Notification.of(alarm).to("a"));
            test.advance(Duration.ofMinutes(1));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.PENDING);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DEGRADED);
            pauses(test).resume(Target.channel(EMAIL));
            test.advance(SOON);
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
        }
    }

    private static final class Counting implements Channel {
        private final List<String> got = new ArrayList<>();

        @Override
        public ChannelName name() {
            return EMAIL;
        }

        @Override
        public Outcome deliver(Message message) {
            got.add(message.recipient());
            return Outcome.sent();
        }
    }

    @Test
    void the_others_stand_in_for_a_paused_provider() {
        Counting relay = new Counting();
        Counting backup = new Counting();
        try (TestNotifications test = TestNotifications.start(b -> {
            build(b);
            b.channel(ProviderPool.inOrder(Provider.of("relay", relay), Provider.of("backup", backup)));
        })) {
            Target target = Target.provider(EMAIL, "relay");
            pauses(test).pauseUntilResumed(target, "contract ended");
            test.notifications().send(lab("a"));
            test.advance(SOON);
            assertThat(relay.got).isEmpty();
            assertThat(backup.got).containsExactly("a");
            ProviderState paused = test.notifications().providers().get(0);
            assertThat(paused.standing()).isEqualTo(ProviderState.Standing.PAUSED);
            assertThat(paused.reason().orElse("")).contains("contract ended");
            pauses(test).resume(target);
            test.notifications().send(lab("b"));
            test.advance(SOON);
            assertThat(relay.got).containsExactly("b");
        }
    }

    @Test
    void what_is_wrong_is_refused_by_name() {
        try (TestNotifications test = start()) {
            refused("channel", () -> pauses(test).pause(Target.channel(PUSH), "x"));
            refused("category", () -> pauses(test).pause(Target.category("nothing"), "x"));
            refused("provider", () -> pauses(test).pause(Target.provider(EMAIL, "relay"), "x"));
            refused("until", () -> pauses(test).pause(Target.channel(EMAIL), NOON, "x"));
            refused("until", () -> pauses(test).pause(Target.channel(EMAIL), NOON.plus(Duration.ofDays(367)), "x"));
            refused("reason", () -> pauses(test).pause(Target.channel(EMAIL), " "));
            assertThat(pauses(test).list()).isEmpty();
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    private static void refused(String field, Runnable what) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(what::run)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }
}
