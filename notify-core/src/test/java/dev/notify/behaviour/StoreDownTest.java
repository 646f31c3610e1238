package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.state;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.StartException;
import dev.notify.WhenStoreIsDown;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.memory.MemoryStore;
import dev.notify.model.NotRunningException;
import dev.notify.model.Priority;
import dev.notify.request.NotificationType;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreUnavailableException;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreDownTest {

    private final VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
    private final ShakyStore shaky = new ShakyStore(MemoryStore.at(clock));

    @Test
    void start_fails_where_the_store_is_away() {
        shaky.down(true);
        assertThatThrownBy(() -> TestNotifications.startOn(shaky.store(), clock, People::usual, EMAIL, SMS))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void start_waits_where_it_was_told_to_even_if_the_store_goes_away_again_at_once() {
        shaky.down(true);
        try (TestNotifications test = TestNotifications.startOn(
                shaky.store(),
                clock,
                b -> {
                    People.usual(b);
                    b.environment("production").whenStoreIsDown(WhenStoreIsDown.WAIT);
                },
                EMAIL,
                SMS)) {
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DEGRADED);
            assertThatThrownBy(() -> test.notifications().send(lab("a"))).isInstanceOf(NotRunningException.class);
            test.advance(Duration.ofSeconds(5));
            shaky.failNext("putIfAbsent");
            shaky.down(false);
            test.advance(Duration.ofSeconds(3));
            test.notifications().send(lab("a"));
            test.run();
            test.sent().count(1);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    /** As when somebody keeps the rows of the queue: neither renewed nor settled, and claimed again in a free moment. */
    @Test
    void what_was_sent_and_could_not_be_recorded_is_not_sent_again_by_the_node_that_sent_it() {
        Set<String> kept = new HashSet<>();
        for (String call : List.of("settle", "renew")) {
            shaky.before(call, () -> {
                if (kept.contains(call)) {
                    throw new StoreBusyException("others keep the rows", null);
                }
            });
        }
        try (TestNotifications test = TestNotifications.startOn(shaky.store(), clock, People::usual, EMAIL, SMS)) {
            test.channel(EMAIL).answerNext(m -> {
                kept.addAll(List.of("settle", "renew"));
                return Outcome.sent("x");
            });
            Receipt receipt = test.notifications().send(lab("a"));
            test.advance(Duration.ofMinutes(2));
            test.sent().count(1);
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.PENDING);
            kept.clear();
            test.advance(Duration.ofSeconds(30));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            test.sent().count(1);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void what_was_sent_while_the_store_was_away_is_recorded_when_it_is_back_and_not_sent_again() {
        try (TestNotifications test = TestNotifications.startOn(shaky.store(), clock, People::usual, EMAIL, SMS)) {
            test.channel(EMAIL).answerNext(m -> {
                shaky.down(true);
                return Outcome.sent("x");
            });
            Receipt receipt = test.notifications().send(lab("a"));
            test.advance(Duration.ofSeconds(8));
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DOWN);
            assertThatThrownBy(() -> test.notifications().send(lab("b"))).isInstanceOf(StoreUnavailableException.class);
            shaky.down(false);
            test.advance(Duration.ofSeconds(8));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            assertThat(test.channel(EMAIL).tries()).isEqualTo(1);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
            test.notifications().send(lab("b"));
            test.run();
            test.sent().count(2);
        }
    }

    @Test
    void a_commit_whose_answer_was_lost_is_found_out() {
        try (TestNotifications test = TestNotifications.startOn(shaky.store(), clock, People::usual, EMAIL, SMS)) {
            shaky.loseReplyOf("accept");
            test.notifications().send(lab("a"));
            test.advance(Duration.ofMinutes(1));
            test.sent().count(1);
            assertThat(People.stored(test)).isEqualTo(1);
        }
    }

    @Test
    void a_store_that_fails_in_ways_it_never_should_is_tried_again() {
        try (TestNotifications test = TestNotifications.startOn(shaky.store(), clock, People::usual, EMAIL, SMS)) {
            for (String call : new String[] {"settle", "claim", "load", "renew", "heads"}) {
                shaky.breakNext(call);
                test.notifications().send(lab("p-" + call).after(Duration.ofMillis(1)));
                test.advance(Duration.ofMinutes(1));
                test.sent().to("p-" + call).count(1);
            }
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        Properties properties = new Properties();
        properties.setProperty("notify.lease", "PT0S");
        properties.setProperty("notify.pool", "PT1S");
        properties.setProperty("notify.accept-queue", "-5");
        properties.setProperty("notify.node", "no node name");
        properties.setProperty("notify.concurrency.no channel", "4");
        NotificationType open =
                NotificationType.named("open").priority(Priority.CRITICAL).ifFailed("nobody");
        assertThatThrownBy(() -> TestNotifications.startOn(
                        shaky.store(), clock, b -> b.define(open).settings(dev.notify.Settings.of(properties)), EMAIL))
                .isInstanceOfSatisfying(
                        StartException.class,
                        e -> assertThat(String.join("\n", e.findings()))
                                .contains(
                                        "notify.lease",
                                        "notify.pool",
                                        "notify.accept-queue",
                                        "notify.node",
                                        "notify.concurrency.no channel",
                                        "neither anyTime() nor daytime()",
                                        "goes by no channel",
                                        "allowCritical()",
                                        "'nobody', which is not registered"));
    }

    @Test
    void a_service_that_is_not_started_or_closed_refuses() {
        var built = dev.notify.NotificationService.builder()
                .store(MemoryStore.create())
                .channel(dev.notify.channel.LogChannel.standingFor(EMAIL))
                .build();
        assertThatThrownBy(() -> built.send(lab("a")))
                .isInstanceOf(NotRunningException.class)
                .hasMessageContaining("start()");
        assertThat(built.health().status()).isEqualTo(Health.Status.DOWN);
        TestNotifications test = TestNotifications.startOn(shaky.store(), clock, People::usual, EMAIL, SMS);
        test.close();
        assertThatThrownBy(() -> test.notifications().send(lab("a")))
                .isInstanceOf(NotRunningException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closing_gives_back_what_has_not_begun_and_finishes_what_has() {
        TestNotifications test = TestNotifications.startOn(shaky.store(), clock, People::usual, EMAIL, SMS);
        for (int i = 0; i < 100; i++) {
            test.notifications().send(lab("p" + i));
        }
        assertThat(test.notifications().close(Duration.ofSeconds(5))).isTrue();
        int before = test.channel(EMAIL).tries();
        test.crash().advance(Duration.ofSeconds(3));
        assertThat(before).isLessThanOrEqualTo(100);
        test.sent().count(100);
        test.close();
    }
}
