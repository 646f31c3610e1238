package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstSendTest {

    private static final NotificationType LAB = NotificationType.named("lab-result-ready")
            .anyTime()
            .sendBy(EMAIL)
            .text("Lab result", "Your {{test}} is ready")
            .discreet("News for you", "Please sign in");

    private static TestNotifications start() {
        return TestNotifications.start(
                b -> b.define(LAB).contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org"))), EMAIL);
    }

    @Test
    void delivers_what_is_due_now() {
        try (TestNotifications test = start()) {
            Receipt receipt = test.notifications()
                    .send(Notification.of(LAB).to("patient-42").with("test", "blood count"));
            test.run();
            assertThat(test.sent().on(EMAIL).to("patient-42").one().words().title())
                    .isEqualTo("News for you");
            assertThat(test.status(receipt.id()).deliveries().get(0).state()).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void tries_again_after_a_failure() {
        try (TestNotifications test = start()) {
            test.channel(EMAIL).failNext("busy");
            Receipt receipt = test.notifications()
                    .send(Notification.of(LAB).to("patient-42").with("test", "blood count"));
            test.run();
            test.sent().none();
            test.advance(Duration.ofSeconds(5));
            test.sent().count(1);
            assertThat(test.status(receipt.id()).deliveries().get(0).attempts()).hasSize(2);
        }
    }

    @Test
    void tries_again_on_time_however_rarely_it_polls() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(LAB)
                        .poll(Duration.ofMinutes(5))
                        .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org"))),
                EMAIL)) {
            test.run();
            test.channel(EMAIL).failNext("busy");
            test.notifications().send(Notification.of(LAB).to("patient-42").with("test", "x"));
            test.advance(Duration.ofSeconds(1));
            test.sent().count(1);
        }
    }

    @Test
    void delivers_later_what_is_scheduled_even_after_a_crash() {
        try (TestNotifications test = start()) {
            test.notifications()
                    .send(Notification.of(LAB)
                            .to("patient-42")
                            .with("test", "x")
                            .after(Duration.ofHours(2)));
            test.advance(Duration.ofHours(1));
            test.sent().none();
            test.crash();
            test.advance(Duration.ofHours(1));
            test.sent().count(1);
        }
    }

    @Test
    void gives_up_on_a_channel_that_hangs_and_tries_again() {
        try (TestNotifications test = start()) {
            test.channel(EMAIL).hangs();
            test.notifications().send(Notification.of(LAB).to("patient-42").with("test", "x"));
            test.advance(Duration.ofSeconds(29));
            test.sent().none();
            test.advance(Duration.ofSeconds(10));
            test.sent().count(1);
        }
    }

    @Test
    void delivers_each_at_its_moment_when_many_are_due_close_together() {
        try (TestNotifications test = start()) {
            for (int i = 0; i < 5; i++) {
                test.notifications()
                        .send(Notification.of(LAB)
                                .to("patient-" + i)
                                .with("test", "x")
                                .after(Duration.ofSeconds(10).plusMillis(137L * i)));
            }
            test.advance(Duration.ofMillis(9_999));
            test.sent().none();
            test.advance(Duration.ofMillis(1));
            for (int i = 1; i <= 5; i++) {
                test.sent().count(i);
                test.advance(Duration.ofMillis(137));
            }
        }
    }
}
