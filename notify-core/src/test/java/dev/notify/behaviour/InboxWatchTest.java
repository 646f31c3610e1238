package dev.notify.behaviour;

import static dev.notify.model.ChannelName.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.inbox.Inbox;
import dev.notify.inbox.InboxCounts;
import dev.notify.inbox.InboxWatch;
import dev.notify.model.DeliveryId;
import dev.notify.model.OverloadedException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever watches an inbox hears of what changes in it. */
class InboxWatchTest {

    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(IN_APP).text("News", "There is news");

    private static void setup(NotificationServiceBuilder b) {
        b.define(NEWS);
    }

    private static void send(NotificationService by, String to) {
        by.send(Notification.of("news").to(to));
    }

    private static Inbox of(TestNotifications test, String id) {
        return test.notifications().as(id).inbox();
    }

    private static InboxCounts both(long count) {
        return new InboxCounts(count, count);
    }

    @Test
    void it_is_told_as_it_begins_and_at_once_of_what_this_node_does() {
        try (TestNotifications test = TestNotifications.start(InboxWatchTest::setup)) {
            List<InboxCounts> told = new ArrayList<>();
            of(test, "ann").watch(told::add);
            test.run();
            assertThat(told).containsExactly(both(0));
            send(test.notifications(), "ann");
            test.run();
            assertThat(told).containsExactly(both(0), both(1));
            send(test.notifications(), "ben");
            test.advance(Duration.ofSeconds(5));
            assertThat(told).hasSize(2);
            DeliveryId id = of(test, "ann").page().items().get(0).id();
            of(test, "ann").read(id);
            test.run();
            assertThat(told).containsExactly(both(0), both(1), InboxCounts.NONE);
        }
    }

    @Test
    void it_is_told_within_a_second_of_what_another_node_does() {
        try (TestNotifications test =
                TestNotifications.start(b -> b.define(NEWS).acceptOnly())) {
            TestNode other = test.addNode(InboxWatchTest::setup);
            List<InboxCounts> told = new ArrayList<>();
            of(test, "ann").watch(told::add);
            test.run();
            send(other.notifications(), "ann");
            test.run();
            assertThat(told).hasSize(1);
            test.advance(Duration.ofSeconds(1));
            assertThat(told).containsExactly(both(0), both(1));
        }
    }

    @Test
    void it_is_told_of_what_comes_back() {
        try (TestNotifications test = TestNotifications.start(InboxWatchTest::setup)) {
            send(test.notifications(), "ann");
            test.run();
            Inbox inbox = of(test, "ann");
            inbox.snooze(
                    inbox.page().items().get(0).id(), test.clock().instant().plusSeconds(60));
            List<InboxCounts> told = new ArrayList<>();
            inbox.watch(told::add);
            test.advance(Duration.ofSeconds(59));
            assertThat(told).containsExactly(both(0));
            test.advance(Duration.ofSeconds(2));
            assertThat(told).containsExactly(both(0), both(1));
        }
    }

    @Test
    void one_that_throws_is_told_of_the_next_change_and_harms_nobody() {
        try (TestNotifications test = TestNotifications.start(InboxWatchTest::setup)) {
            List<InboxCounts> told = new ArrayList<>();
            List<InboxCounts> threw = new ArrayList<>();
            of(test, "ann").watch(counts -> {
                threw.add(counts);
                throw new IllegalStateException("on purpose");
            });
            of(test, "ann").watch(told::add);
            test.run();
            send(test.notifications(), "ann");
            test.run();
            assertThat(threw).isEqualTo(told).hasSize(2);
        }
    }

    @Test
    void once_closed_it_is_told_of_nothing() {
        try (TestNotifications test = TestNotifications.start(InboxWatchTest::setup)) {
            List<InboxCounts> told = new ArrayList<>();
            InboxWatch watch = of(test, "ann").watch(told::add);
            test.run();
            watch.close();
            watch.close();
            send(test.notifications(), "ann");
            test.advance(Duration.ofSeconds(5));
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void there_is_an_end_to_how_many_watch() {
        try (TestNotifications test = TestNotifications.start(InboxWatchTest::setup)) {
            Inbox inbox = of(test, "ann");
            InboxWatch first = inbox.watch(counts -> {});
            for (int i = 1; i < 10_000; i++) {
                inbox.watch(counts -> {});
            }
            assertThatThrownBy(() -> inbox.watch(counts -> {})).isInstanceOf(OverloadedException.class);
            first.close();
            inbox.watch(counts -> {}).close();
        }
    }
}
