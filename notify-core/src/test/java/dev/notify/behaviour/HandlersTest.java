package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationServiceBuilder;
import dev.notify.event.Alert;
import dev.notify.event.AlertHandler;
import dev.notify.event.Health;
import dev.notify.model.Address;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HandlersTest {

    private static final NotificationType VITALS = NotificationType.named("vitals")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("x", "y")
            .ifFailed("ring");
    private static final NotificationType WITHOUT =
            NotificationType.named("vitals").anyTime().sendBy(EMAIL).discreet("x", "y");

    private final List<Alert> rung = new ArrayList<>();

    private static Consumer<NotificationServiceBuilder> with(AlertHandler handler) {
        return b -> b.define(VITALS).contactsFrom(People::contact).handler("ring", handler);
    }

    @Test
    void a_dead_letter_rings_once_and_shows_no_address() {
        try (TestNotifications test = TestNotifications.start(with(rung::add), EMAIL)) {
            test.channel(EMAIL).rejectNext("gone");
            test.notifications().send(Notification.of(VITALS).toAddress(Address.email("secret@example.org")));
            test.advance(Duration.ofMinutes(1));
            assertThat(rung).singleElement().satisfies(a -> {
                assertThat(a.why()).contains("gone");
                assertThat(a.recipient()).doesNotContain("secret");
            });
        }
    }

    @Test
    void a_dead_letter_rings_at_once_and_not_with_the_next_poll() {
        try (TestNotifications test =
                TestNotifications.start(with(rung::add).andThen(b -> b.poll(Duration.ofMinutes(5))), EMAIL)) {
            test.run();
            test.channel(EMAIL).rejectNext("gone");
            test.notifications().send(Notification.of(VITALS).to("a"));
            test.run();
            assertThat(rung).hasSize(1);
        }
    }

    @Test
    void a_handler_that_throws_is_called_again_and_survives_a_crash() {
        int[] failures = {4};
        try (TestNotifications test = TestNotifications.start(
                with(alert -> {
                    if (failures[0]-- > 0) {
                        throw new IllegalStateException("switchboard busy");
                    }
                    rung.add(alert);
                }),
                EMAIL)) {
            test.channel(EMAIL).rejectNext("gone");
            test.notifications().send(Notification.of(VITALS).to("a"));
            test.advance(Duration.ofSeconds(1));
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DOWN);
            test.crash();
            test.advance(Duration.ofMinutes(5));
            assertThat(rung).hasSize(1);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void a_node_without_the_handler_leaves_the_call_to_another() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    b.define(VITALS).contactsFrom(People::contact);
                    b.handler("ring", rung::add);
                    b.acceptOnly();
                },
                EMAIL)) {
            test.addNode(b -> b.define(WITHOUT).contactsFrom(People::contact));
            test.channel(EMAIL).rejectNext("gone");
            test.notifications().send(Notification.of(VITALS).to("a"));
            test.advance(Duration.ofMinutes(2));
            assertThat(rung).isEmpty();
            test.addNode(with(rung::add));
            test.advance(Duration.ofMinutes(1));
            assertThat(rung).hasSize(1);
        }
    }
}
