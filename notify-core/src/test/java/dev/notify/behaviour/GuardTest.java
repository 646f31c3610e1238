package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.model.Address;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuardTest {

    @Test
    void a_copy_of_production_holds_everything_until_it_is_adopted() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.environment("production");
                },
                EMAIL,
                SMS)) {
            test.notifications().send(lab("waiting").after(Duration.ofHours(1)));
            test.node().crash();
            TestNode copy = test.addNode(b -> {
                People.usual(b);
                b.environment("staging");
            });
            copy.notifications().send(lab("now"));
            test.advance(Duration.ofHours(2));
            test.sent().none();
            assertThat(copy.notifications().health().status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(copy.notifications().health().asText()).contains("production", "staging", "adopt()");
            copy.notifications().adopt();
            copy.notifications().adopt();
            test.advance(Duration.ofSeconds(2));
            test.sent().count(2);
            assertThat(copy.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void only_these_addresses_are_reached() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.onlyTo("@Example.org");
                },
                EMAIL,
                SMS)) {
            Receipt inside = test.notifications().send(lab("a"));
            Receipt outside = test.notifications()
                    .send(dev.notify.request.Notification.of(People.LAB)
                            .toAddress(Address.email("x@notexample.com"))
                            .with("test", "x"));
            test.run();
            assertThat(state(test, inside)).isEqualTo(DeliveryState.SENT);
            assertThat(state(test, outside)).isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(only(test, outside).reason())
                    .hasValueSatisfying(w -> assertThat(w).contains("onlyTo"));
        }
    }

    @Test
    void everything_is_redirected() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.redirectAllTo(Address.email("tester@example.com"));
                },
                EMAIL,
                SMS)) {
            test.notifications().send(lab("a"));
            test.run();
            assertThat(test.sent().one().address().value()).isEqualTo("tester@example.com");
        }
    }

    @Test
    void a_channel_nobody_configured_is_visible_and_never_sent() {
        try (TestNotifications test = TestNotifications.start(People::usual, EMAIL)) {
            Receipt receipt = test.notifications().send(People.visit("a"));
            test.run();
            assertThat(receipt.planned())
                    .filteredOn(p -> p.channel().equals(SMS))
                    .singleElement()
                    .satisfies(p -> {
                        assertThat(p.state()).isEqualTo(DeliveryState.SUPPRESSED);
                        assertThat(p.why()).contains("no channel sms");
                    });
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(test.notifications().health().asText()).contains("channel.sms");
            test.sent().on(EMAIL).count(1);
        }
    }
}
