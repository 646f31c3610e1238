package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationServiceBuilder;
import dev.notify.delivery.Outcome;
import dev.notify.provider.ProviderState.Standing;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class NodesAndProvidersTest {

    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(EMAIL).discreet("News", "Please sign in");

    private final Supplier<Instant> clock = () -> TestNotifications.BEGINNING;
    private final Moody here = new Moody(EMAIL, clock);
    private final Moody there = new Moody(EMAIL, clock);

    private static Consumer<NotificationServiceBuilder> node(String name, Moody channel) {
        return b -> b.define(NEWS).node(name).contactsFrom(People::contact).channel(channel);
    }

    private static void send(TestNode node, int count) {
        for (int i = 0; i < count; i++) {
            node.notifications().send(Notification.of("news").to("p" + i));
        }
    }

    @Test
    void a_node_that_hears_of_an_open_breaker_begins_with_a_single_delivery() {
        try (TestNotifications test = TestNotifications.start(node("n1", here))) {
            TestNode other = test.addNode(node("n2", there));
            send(other, 1);
            test.run();
            here.is(Outcome.unavailable("down"));
            test.notifications().send(Notification.of("news").to("opens-it"));
            test.advance(Duration.ofMillis(5_500));
            send(other, 1);
            test.advance(Duration.ofSeconds(5));
            assertThat(other.notifications().providers().get(0).standing()).isEqualTo(Standing.OPEN);
            assertThat(other.notifications().providers().get(0).reason().orElseThrow())
                    .contains("down, says node n1");
            there.is(Outcome.unavailable("down"));
            int before = there.calls().size();
            send(other, 20);
            test.advance(Duration.ofMillis(100));
            assertThat(there.calls().size() - before).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void a_node_whose_own_network_is_at_fault_stops_nobody_else() {
        try (TestNotifications test = TestNotifications.start(node("n1", here))) {
            TestNode other = test.addNode(node("n2", there));
            here.is(Outcome.unavailable("no route"));
            send(test.node(), 5);
            send(other, 5);
            test.advance(Duration.ofMinutes(2));
            assertThat(there.sent()).hasSizeGreaterThanOrEqualTo(9);
            int before = there.sent().size();
            send(other, 1);
            test.advance(Duration.ofSeconds(1));
            assertThat(there.sent().size()).isGreaterThan(before);
            assertThat(other.notifications().providers().get(0).standing()).isIn(Standing.UP, Standing.COMING_BACK);
        }
    }
}
