package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.state;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.StartException;
import dev.notify.channel.Channel;
import dev.notify.channel.LogChannel;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.NotifyException;
import dev.notify.testing.TestNotifications;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever the host's code throws, the service lives on. */
class HostileCodeTest {

    /** As {@code Thread.stop} once threw: an Error nobody knows. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static List<Throwable> everything() {
        return List.of(
                new IllegalStateException("bug"),
                new IOException("broken"),
                new InterruptedException(),
                new StackOverflowError(),
                new OutOfMemoryError("play"),
                new Death());
    }

    private static Throwable nth(AtomicInteger calls) {
        List<Throwable> all = everything();
        int n = calls.getAndIncrement();
        return n < all.size() ? all.get(n) : new Throwable("none left");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable e) throws T {
        throw (T) e;
    }

    private static void alive(TestNotifications test) {
        Receipt receipt = test.notifications().send(lab("last"));
        test.advance(Duration.ofHours(1));
        assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
        assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
    }

    private static Channel thatThrowsAtItsStart(Exception e) {
        return new Channel() {
            @Override
            public ChannelName name() {
                return SMS;
            }

            @Override
            public Outcome deliver(Message message) {
                return Outcome.sent();
            }

            @Override
            public void start() throws Exception {
                throw e;
            }
        };
    }

    @Test
    void what_a_channel_says_when_it_does_not_start_is_shown_only_if_it_can_hold_no_secret() {
        Map<Exception, String> shown = Map.of(
                new IOException("login failed for user hospital, password CANARY"), "it threw java.io.IOException",
                new NotifyException("sms.example.org cannot be reached: check the name"), "sms.example.org cannot be");
        shown.forEach((thrown, said) -> assertThatThrownBy(() -> TestNotifications.start(
                        b -> {
                            People.usual(b);
                            b.channel(thatThrowsAtItsStart(thrown));
                        },
                        EMAIL))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("channel sms does not start: " + said)
                .hasMessageNotContaining("CANARY")
                .hasNoCause());
    }

    @Test
    void a_channel_that_throws_is_tried_again() {
        try (TestNotifications test = People.start()) {
            List<Receipt> receipts = new ArrayList<>();
            for (Throwable e : everything()) {
                test.channel(EMAIL).throwNext(e);
                receipts.add(test.notifications().send(lab("p" + receipts.size())));
            }
            test.advance(Duration.ofHours(1));
            receipts.forEach(r -> assertThat(state(test, r)).isEqualTo(DeliveryState.SENT));
            test.sent().count(receipts.size());
            alive(test);
        }
    }

    @Test
    void an_interceptor_that_throws_counts_as_the_channel() {
        AtomicInteger calls = new AtomicInteger();
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.interceptor((m, next) -> {
                        if (calls.get() < everything().size()) {
                            throw sneaky(nth(calls));
                        }
                        return next.deliver(m);
                    });
                },
                EMAIL,
                SMS)) {
            Receipt receipt = test.notifications().send(lab("a"));
            test.advance(Duration.ofHours(2));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            alive(test);
        }
    }

    @Test
    void a_listener_that_throws_changes_nothing_and_the_others_are_told() {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.onEvent(e -> {
                        if (calls.get() < everything().size()) {
                            throw sneaky(nth(calls));
                        }
                    });
                    b.onEvent(e -> told.incrementAndGet());
                },
                EMAIL,
                SMS)) {
            for (int i = 0; i < 6; i++) {
                test.notifications().send(lab("p" + i));
            }
            test.run();
            test.sent().count(6);
            assertThat(told).hasValue(12);
            alive(test);
        }
    }

    @Test
    void a_contact_source_that_throws_postpones_and_burns_no_attempt() {
        AtomicInteger calls = new AtomicInteger();
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(People.LAB).contactsFrom(id -> {
                    if (calls.get() < everything().size()) {
                        throw sneaky(nth(calls));
                    }
                    return Optional.of(Contact.of(id).email("a@example.org"));
                }),
                EMAIL,
                SMS)) {
            Receipt receipt = test.notifications().send(lab("a"));
            test.advance(Duration.ofMinutes(10));
            assertThat(People.only(test, receipt).tries()).isEqualTo(1);
            assertThat(test.sent().one().attempt()).isEqualTo(1);
            alive(test);
        }
    }

    /** What it answers when asked anything but its name and a message is what the test says. */
    private record Odd(AtomicInteger asked) implements Channel {
        @Override
        public ChannelName name() {
            return EMAIL;
        }

        @Override
        public Duration timeout() {
            if (asked.getAndIncrement() < 3) {
                throw new IllegalStateException("no time limit today");
            }
            return Duration.ofSeconds(1);
        }

        @Override
        public Outcome deliver(Message message) {
            return Outcome.sent();
        }
    }

    @Test
    void a_failure_outside_the_call_is_tried_again_and_frees_its_permit() {
        try (TestNotifications test = TestNotifications.start(b -> {
            People.usual(b);
            b.channel(LogChannel.standingFor(SMS));
            b.channel(new Odd(new AtomicInteger()), dev.notify.policy.Concurrency.of(1));
        })) {
            Receipt receipt = test.notifications().send(lab("a"));
            test.advance(Duration.ofHours(1));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            alive(test);
        }
    }

    private static Health.Status health(TestNotifications test) {
        return test.notifications().health().status();
    }

    private static List<Throwable> butInterrupts() {
        return everything().stream()
                .filter(e -> !(e instanceof InterruptedException))
                .toList();
    }

    @Test
    void a_channel_that_throws_shows_in_health_until_it_answers_and_holds_nobody_up() {
        for (Throwable e : butInterrupts()) {
            try (TestNotifications test = People.start()) {
                test.channel(EMAIL).throwNext(e);
                Receipt receipt = test.notifications().send(People.visit("a"));
                test.run();
                test.sent().on(SMS).count(1);
                assertThat(test.notifications().health().asText())
                        .startsWith("DEGRADED")
                        .contains("channel.email", e.getClass().getName());
                test.advance(Duration.ofSeconds(2));
                assertThat(health(test)).as("after %s", e).isEqualTo(Health.Status.UP);
                test.status(receipt.id())
                        .deliveries()
                        .forEach(d -> assertThat(d.state()).isEqualTo(DeliveryState.SENT));
            }
        }
    }

    @Test
    void an_interrupted_channel_may_have_sent_and_the_next_delivery_is_not_interrupted() {
        try (TestNotifications test = People.start()) {
            test.channel(EMAIL).throwNext(new InterruptedException());
            Receipt first = test.notifications().send(lab("a"));
            Receipt second = test.notifications().send(lab("b"));
            test.run();
            assertThat(People.only(test, first).reason())
                    .hasValueSatisfying(why -> assertThat(why).contains("interrupted"));
            assertThat(state(test, second)).isEqualTo(DeliveryState.SENT);
            assertThat(People.only(test, second).tries()).isEqualTo(1);
            assertThat(Thread.interrupted()).as("left behind").isFalse();
            alive(test);
        }
    }

    @Test
    void a_listener_that_throws_shows_in_health_until_it_takes_an_event() {
        for (Throwable e : everything()) {
            AtomicInteger calls = new AtomicInteger();
            try (TestNotifications test = TestNotifications.start(
                    b -> {
                        People.usual(b);
                        b.onEvent(event -> {
                            if (calls.getAndIncrement() == 1) {
                                throw sneaky(e);
                            }
                        });
                    },
                    EMAIL,
                    SMS)) {
                test.notifications().send(lab("a"));
                test.run();
                assertThat(test.notifications().health().asText())
                        .startsWith("DEGRADED")
                        .contains("listeners", e.getClass().getName());
                alive(test);
            }
        }
    }

    @Test
    void a_contact_source_that_throws_shows_in_health_until_it_answers() {
        for (Throwable e : everything()) {
            AtomicInteger calls = new AtomicInteger();
            try (TestNotifications test = TestNotifications.start(
                    b -> b.define(People.LAB).contactsFrom(id -> {
                        if (calls.getAndIncrement() == 0) {
                            throw sneaky(e);
                        }
                        return Optional.of(Contact.of(id).email("a@example.org"));
                    }),
                    EMAIL,
                    SMS)) {
                Receipt receipt = test.notifications().send(lab("a"));
                test.run();
                assertThat(test.notifications().health().asText())
                        .startsWith("DEGRADED")
                        .contains("contacts", e.getClass().getName());
                test.advance(Duration.ofSeconds(31));
                assertThat(health(test)).isEqualTo(Health.Status.UP);
                assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
                assertThat(People.only(test, receipt).tries()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_handler_that_throws_is_called_again_and_shows_in_health_until_it_returns() {
        for (Throwable e : everything()) {
            AtomicInteger calls = new AtomicInteger();
            try (TestNotifications test = TestNotifications.start(
                    b -> {
                        b.define(People.LAB.ifFailed("ring")).contactsFrom(People::contact);
                        b.handler("ring", alert -> {
                            if (calls.getAndIncrement() == 0) {
                                throw sneaky(e);
                            }
                        });
                    },
                    EMAIL,
                    SMS)) {
                test.channel(EMAIL).rejectNext("gone");
                test.notifications().send(lab("a"));
                test.advance(Duration.ofMillis(100));
                assertThat(calls).hasValue(1);
                assertThat(health(test)).isNotEqualTo(Health.Status.UP);
                alive(test);
                assertThat(calls).hasValue(2);
            }
        }
    }
}
