package dev.notify.behaviour;

import static dev.notify.behaviour.People.only;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.PUSH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationServiceBuilder;
import dev.notify.Notifications;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.directory.Device;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.preference.ConsentEntry;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a channel says of an address in its answer is remembered as what a report says of it later. */
class DeadAddressTest {

    private static final Address OLD = Address.email("ann@example.org");
    private static final Address NEW = Address.email("ann@example.com");
    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(EMAIL).discreet("News", "Please sign in");
    private static final NotificationType PUSHED =
            NotificationType.named("pushed").anyTime().sendBy(PUSH).discreet("News", "Please sign in");

    private Address address = OLD;
    private final TestNotifications test = TestNotifications.start(this::setup, EMAIL, PUSH);

    private void setup(NotificationServiceBuilder b) {
        b.define(NEWS, PUSHED)
                .contactsFrom(id -> Optional.of(
                        id.equals("devices")
                                ? Contact.of(id).at(Device.allOf(id))
                                : Contact.of(id).at(address)));
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Delivery send(Notifications node, Notification what) {
        Receipt receipt = node.send(what);
        test.advance(Duration.ofSeconds(10)); // a ledger that nobody had used is looked for now and then
        return only(test, receipt);
    }

    private Delivery send() {
        return send(test.notifications(), Notification.of("news").to("ann"));
    }

    private boolean withdrawn(Address which) {
        return !test.notifications().consent().of(which).entries().isEmpty();
    }

    @Test
    void nothing_more_is_sent_there_by_any_node_until_it_is_given_again() {
        test.channel(EMAIL).answerNext(m -> Outcome.addressIsDead("refused with 5.1.1"));
        assertThat(send().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(test.notifications()
                        .consent()
                        .of(OLD)
                        .forEverything()
                        .orElseThrow()
                        .asText())
                .contains("withdrawn", "refused with 5.1.1");
        assertThat(send().state()).isEqualTo(DeliveryState.SUPPRESSED);
        Notifications other = test.addNode(this::setup).notifications();
        assertThat(send(other, Notification.of("news").to("ann")).state()).isEqualTo(DeliveryState.SUPPRESSED);
        assertThat(test.channel(EMAIL).tries()).isEqualTo(1);
        test.notifications().consent().record(ConsentEntry.given(OLD, "the registration desk"));
        assertThat(send().state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void a_refusal_that_is_not_the_addresss_fault_withdraws_nothing() {
        test.channel(EMAIL).rejectNext("too large");
        assertThat(send().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(withdrawn(OLD)).isFalse();
        assertThat(send().state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void an_address_the_recipient_has_left_meanwhile_takes_nothing_from_the_one_they_have() {
        test.channel(EMAIL).answerNext(m -> {
            address = NEW;
            return Outcome.addressIsDead("refused with 5.1.1");
        });
        assertThat(send().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(withdrawn(NEW)).isFalse();
        assertThat(send().state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void the_devices_of_somebody_are_not_one_address() {
        test.notifications().devices().register("devices", new Device("web", "laptop"));
        test.channel(PUSH).answerNext(m -> Outcome.addressIsDead("all are gone"));
        Notification push = Notification.of("pushed").to("devices");
        assertThat(send(test.notifications(), push).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(withdrawn(Device.allOf("devices"))).isFalse();
        assertThat(send(test.notifications(), push).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void what_a_channel_says_is_made_fit_to_be_kept() {
        test.channel(EMAIL).answerNext(m -> Outcome.addressIsDead("\u0000\r\n"));
        assertThat(send().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(withdrawn(OLD)).isTrue();
        test.notifications().consent().record(ConsentEntry.given(OLD, "the registration desk"));
        test.channel(EMAIL).answerNext(m -> Outcome.addressIsDead("\ud83d\ude00".repeat(2_000)));
        assertThat(send().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(send().state()).isEqualTo(DeliveryState.SUPPRESSED);
    }
}
