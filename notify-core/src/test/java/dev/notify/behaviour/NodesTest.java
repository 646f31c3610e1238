package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.behaviour.People.visit;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.internal.base.Tasks;
import dev.notify.model.ChannelName;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NodesTest {

    @Test
    void one_node_accepts_and_another_delivers() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.acceptOnly();
                },
                EMAIL,
                SMS)) {
            Receipt receipt = test.notifications().send(lab("a"));
            test.advance(Duration.ofMinutes(1));
            test.sent().none();
            test.addNode(People::usual);
            test.advance(Duration.ofSeconds(2));
            test.sent().count(1);
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void a_node_works_on_its_channels_only() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.workOn(EMAIL);
                },
                EMAIL,
                SMS)) {
            test.notifications().send(visit("a"));
            test.advance(Duration.ofMinutes(1));
            test.sent().on(EMAIL).count(1);
            test.sent().on(SMS).none();
            test.addNode(b -> {
                People.usual(b);
                b.workOn(SMS);
            });
            test.advance(Duration.ofSeconds(2));
            test.sent().on(SMS).count(1);
            test.sent().on(EMAIL).count(1);
        }
    }

    @Test
    void a_type_of_a_newer_release_is_left_to_nodes_that_know_it() {
        NotificationType newer =
                NotificationType.named("newer").anyTime().sendBy(EMAIL).discreet("x", "y");
        try (TestNotifications test = People.start()) {
            TestNode next = test.addNode(b -> {
                b.define(newer).contactsFrom(People::contact);
                b.acceptOnly();
            });
            Receipt receipt = next.notifications().send(Notification.of(newer).to("a"));
            test.advance(Duration.ofMinutes(5));
            test.sent().none();
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DEGRADED);
            test.addNode(b -> b.define(newer).contactsFrom(People::contact));
            test.advance(Duration.ofMinutes(2));
            test.sent().count(1);
            assertThat(only(test, receipt).tries()).isEqualTo(1);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void another_node_takes_over_within_15_seconds() {
        try (TestNotifications test = People.start()) {
            TestNode second = test.addNode(People::usual);
            test.channel(EMAIL).answerNext(m -> {
                test.node().crash();
                throw new Tasks.NeverReturns();
            });
            Receipt receipt = test.notifications().send(lab("a"));
            test.advance(Duration.ofSeconds(15));
            test.sent().count(1);
            assertThat(second.notifications()
                            .status(receipt.id())
                            .orElseThrow()
                            .deliveries()
                            .get(0)
                            .state())
                    .isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void a_stalled_node_that_comes_back_does_not_overwrite() {
        try (TestNotifications test = People.start()) {
            test.addNode(People::usual);
            test.channel(EMAIL).answerNext(m -> {
                test.node().pause();
                return Outcome.sent("first-" + m.id());
            });
            Receipt receipt = test.notifications().send(lab("a"));
            test.advance(Duration.ofSeconds(15));
            assertThat(test.channel(EMAIL).tries()).isEqualTo(2);
            test.node().resume();
            test.advance(Duration.ofMinutes(1));
            assertThat(test.channel(EMAIL).tries()).isEqualTo(2);
            assertThat(only(test, receipt).providerId()).startsWith("recorded-");
            assertThat(only(test, receipt).attempts()).hasSize(2);
        }
    }

    /** Takes its process down whenever it is given one of these. */
    private static final class Deadly implements Channel {
        private final Set<String> sent = new TreeSet<>();
        private boolean died;
        private int deaths;

        @Override
        public ChannelName name() {
            return EMAIL;
        }

        @Override
        public Outcome deliver(Message message) {
            if (message.recipient().startsWith("poison")) {
                died = true;
                deaths++;
                throw new Tasks.NeverReturns();
            }
            if (died) {
                throw new Tasks.NeverReturns();
            }
            sent.add(message.recipient());
            return Outcome.sent();
        }
    }

    @Test
    void what_takes_its_process_down_fails_alone_and_takes_nobody_with_it() {
        Deadly deadly = new Deadly();
        try (TestNotifications test = TestNotifications.start(b -> {
            b.define(People.LAB).contactsFrom(People::contact);
            b.channel(deadly);
        })) {
            List<Receipt> innocent = new ArrayList<>();
            Receipt poison = test.notifications().send(lab("poison"));
            Receipt venom = test.notifications().send(lab("poison-too"));
            for (int i = 0; i < 8; i++) {
                innocent.add(test.notifications().send(lab("p" + i)));
            }
            for (int i = 0; i < 600 && deadly.sent.size() + deadly.deaths < 1_000; i++) {
                test.advance(Duration.ofSeconds(1));
                if (deadly.died) {
                    deadly.died = false;
                    test.crash();
                }
            }
            innocent.forEach(r -> assertThat(state(test, r)).isEqualTo(DeliveryState.SENT));
            assertThat(state(test, poison)).isEqualTo(DeliveryState.FAILED);
            assertThat(state(test, venom)).isEqualTo(DeliveryState.FAILED);
            assertThat(only(test, poison).reason())
                    .hasValueSatisfying(why -> assertThat(why).contains("alone"));
            assertThat(deadly.deaths).isLessThan(12);
        }
    }
}
