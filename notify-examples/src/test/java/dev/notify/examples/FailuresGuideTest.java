package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.IN_APP;
import static dev.notify.model.ChannelName.PUSH;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.NotificationStatus;
import dev.notify.delivery.Receipt;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.sign.Signature;
import dev.notify.sign.Signer;
import dev.notify.sign.Signs;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The code of the guide's page on failures, run. */
class FailuresGuideTest {

    // region routes
    private static final NotificationType LAB_READY = NotificationType.named("lab-result-ready")
            .anyTime()
            .sendBy(IN_APP, PUSH) // both at once
            .fallBackTo(EMAIL) // once, if one of them does not reach
            .discreet("Example Hospital", "There is news for you. Please sign in to read it.");

    private static final NotificationType BED_READY = NotificationType.named("bed-ready")
            .anyTime()
            .firstOf(PUSH, SMS, EMAIL) // one after another, until one of them reaches
            .ifNotReadWithin(Duration.ofMinutes(10))
            .discreet("Example Hospital", "Please look at your ward list.");
    // endregion

    private static Contact contact(String id) {
        return Contact.of(id)
                .email("someone@example.org")
                .sms("+15550100042")
                .at(Address.of(PUSH, "device-7"))
                .at(Address.of(IN_APP, id));
    }

    @Test
    void another_channel_stands_in() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(LAB_READY, BED_READY).contactsFrom(id -> Optional.of(contact(id))),
                IN_APP,
                PUSH,
                SMS,
                EMAIL)) {
            test.channel(PUSH).rejectNext("unknown device");
            Receipt receipt =
                    test.notifications().send(Notification.of(LAB_READY).to("patient-42"));
            assertThat(receipt.planned().get(1).fallBackTo()).containsExactly(EMAIL);
            test.run();
            // region status
            NotificationStatus status =
                    test.notifications().status(receipt.id()).orElseThrow();
            status.standIns(); // which delivery took the place of which
            // endregion
            assertThat(status.standIns()).hasSize(1);
            test.sent().on(EMAIL).one();

            // region own
            test.notifications()
                    .send(Notification.of(LAB_READY)
                            .to("patient-43")
                            .onlyBy(PUSH)
                            .fallBackTo(SMS));
            // endregion
            Receipt bed = test.notifications().send(Notification.of(BED_READY).to("nurse-1"));
            test.advance(Duration.ofMinutes(11));
            assertThat(test.status(bed.id()).deliveries()).hasSize(2).allMatch(d -> d.state() == DeliveryState.SENT);
        }
    }

    @Test
    void a_sign_ends_the_wait() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(BED_READY).contactsFrom(id -> Optional.of(contact(id))), PUSH, SMS, EMAIL)) {
            Receipt receipt = test.notifications()
                    .send(Notification.of(BED_READY).to("patient-44", "nurse-7").key("bed-12"));
            test.advance(Duration.ofMinutes(1));
            // region signs
            Signs signs = test.notifications().signs();
            signs.read(receipt.id(), "patient-44");
            Optional<Signature> taken = signs.acknowledge(
                    receipt.id(), Signer.of("nurse-7").on(PUSH).note("on my way"));
            // endregion
            assertThat(taken.orElseThrow().by()).isEqualTo("nurse-7");
            test.advance(Duration.ofHours(1));
            test.sent().count(2);
        }
    }
}
