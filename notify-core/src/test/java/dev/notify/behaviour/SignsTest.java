package dev.notify.behaviour;

import static dev.notify.delivery.DeliveryState.CANCELLED;
import static dev.notify.delivery.DeliveryState.PENDING;
import static dev.notify.delivery.DeliveryState.SENT;
import static dev.notify.model.ChannelName.PUSH;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.Notifications;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.preference.QuietHours;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.sign.Sign;
import dev.notify.sign.Signature;
import dev.notify.sign.Signer;
import dev.notify.sign.Signs;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What recipients let us know, and what follows from it. */
class SignsTest {

    private static final Duration TEN = Duration.ofMinutes(10);
    private static final NotificationType BASE = NotificationType.named("bed-ready")
            .anyTime()
            .firstOf(PUSH, SMS)
            .discreet("Example Hospital", "Please look at your ward list.");
    private static final NotificationType READ_IN_TIME = BASE.ifNotReadWithin(TEN);
    private static final NotificationType TAKEN_IN_TIME = BASE.ifNotAcknowledgedWithin(TEN);

    private static TestNotifications with(NotificationType type) {
        TestNotifications test = TestNotifications.start(b -> b.define(type).allowCritical(), PUSH, SMS);
        Stream.of("ann", "ben", "zoe")
                .forEach(id -> test.notifications().contacts().save(contact(id)));
        return test;
    }

    private static Contact contact(String id) {
        return Contact.of(id).sms("+1555010" + (int) id.charAt(0)).at(Address.of(PUSH, "device-of-" + id));
    }

    private static Receipt send(TestNotifications test, NotificationType type, String... to) {
        Receipt receipt = test.notifications().send(Notification.of(type).to(to));
        test.run();
        return receipt;
    }

    private static Map<ChannelName, DeliveryState> states(TestNotifications test, Receipt receipt, String recipient) {
        Map<ChannelName, DeliveryState> states = new HashMap<>();
        test.status(receipt.id()).deliveries().stream()
                .filter(d -> d.recipient().equals(recipient))
                .forEach(d -> states.put(d.channel(), d.state()));
        return states;
    }

    @Test
    void what_was_read_in_time_goes_no_other_way() {
        try (TestNotifications test = with(READ_IN_TIME)) {
            Receipt receipt = send(test, READ_IN_TIME, "ann", "ben");
            test.advance(Duration.ofMinutes(9));
            test.notifications().signs().read(receipt.id(), "ann");
            test.advance(Duration.ofDays(1));
            assertThat(states(test, receipt, "ann")).isEqualTo(Map.of(PUSH, SENT));
            assertThat(states(test, receipt, "ben")).isEqualTo(Map.of(PUSH, SENT, SMS, SENT));
        }
    }

    @Test
    void reading_is_not_acknowledging_but_who_acknowledges_has_read() {
        try (TestNotifications test = with(TAKEN_IN_TIME)) {
            Receipt receipt = send(test, TAKEN_IN_TIME, "ann");
            test.notifications().signs().read(receipt.id(), "ann");
            test.advance(Duration.ofDays(1));
            assertThat(states(test, receipt, "ann")).containsEntry(SMS, SENT);
        }
        try (TestNotifications test = with(READ_IN_TIME)) {
            Receipt receipt = send(test, READ_IN_TIME, "ann");
            test.notifications().signs().acknowledge(receipt.id(), "ann");
            test.advance(Duration.ofDays(1));
            assertThat(states(test, receipt, "ann")).isEqualTo(Map.of(PUSH, SENT));
        }
    }

    @Test
    void who_acknowledges_does_so_for_all() {
        try (TestNotifications test = with(TAKEN_IN_TIME)) {
            Receipt receipt = send(test, TAKEN_IN_TIME, "ann", "ben");
            test.notifications().signs().acknowledge(receipt.id(), "ann");
            test.advance(Duration.ofDays(1));
            assertThat(states(test, receipt, "ben")).isEqualTo(Map.of(PUSH, SENT));
        }
    }

    @Test
    void a_sign_takes_back_what_waits_in_its_stead_at_once() {
        try (TestNotifications test = with(READ_IN_TIME)) {
            QuietHours soon = QuietHours.daily("12:05", "20:00").inZone("UTC");
            test.notifications().preferences().of("ann").quietHours(soon);
            Receipt receipt = send(test, READ_IN_TIME, "ann");
            test.advance(Duration.ofMinutes(15));
            assertThat(states(test, receipt, "ann")).isEqualTo(Map.of(PUSH, SENT, SMS, PENDING));
            test.notifications().signs().read(receipt.id(), Signer.of("ann").on(PUSH));
            test.advance(Duration.ofSeconds(10));
            Delivery withdrawn = test.status(receipt.id()).deliveries().stream()
                    .filter(d -> d.channel().equals(SMS))
                    .findFirst()
                    .orElseThrow();
            assertThat(withdrawn.state()).isEqualTo(CANCELLED);
            assertThat(withdrawn.why()).contains("not needed any more: read by ann on push");
        }
    }

    @Test
    void critical_news_that_was_read_falls_back_no_further() {
        NotificationType urgent = BASE.priority(Priority.CRITICAL);
        try (TestNotifications test = with(urgent)) {
            test.channel(PUSH).failNext(1_000, "busy");
            test.channel(SMS).failNext(1, "busy");
            Receipt receipt = send(test, urgent, "ann");
            assertThat(states(test, receipt, "ann")).containsEntry(SMS, PENDING);
            test.notifications().signs().read(receipt.id(), "ann");
            test.advance(Duration.ofMinutes(1));
            assertThat(states(test, receipt, "ann")).containsEntry(SMS, CANCELLED);
        }
    }

    @Test
    void a_sign_given_on_one_node_holds_on_the_other() {
        try (TestNotifications test = with(READ_IN_TIME)) {
            Receipt receipt = send(test, READ_IN_TIME, "ann");
            Signs other = test.addNode(b -> b.define(READ_IN_TIME).allowCritical())
                    .notifications()
                    .signs();
            other.read(receipt.id(), "ann");
            test.advance(Duration.ofDays(1));
            assertThat(states(test, receipt, "ann")).isEqualTo(Map.of(PUSH, SENT));
            assertThat(test.notifications().signs().readBy(receipt.id(), "ann")).isPresent();
        }
    }

    @Test
    void the_first_who_takes_it_has_it_and_the_next_is_told_who_that_is() {
        try (TestNotifications test = with(TAKEN_IN_TIME)) {
            Receipt receipt = send(test, TAKEN_IN_TIME, "ann", "ben");
            Signs signs = test.notifications().signs();
            assertThat(signs.acknowledged(receipt.id())).isEmpty();
            Signer ann = Signer.of("ann").on(PUSH).note("on my way");
            Signature first = signs.acknowledge(receipt.id(), ann).orElseThrow();
            assertThat(first)
                    .isEqualTo(
                            new Signature(Sign.ACKNOWLEDGED, ann, test.clock().instant()));
            test.advance(Duration.ofMinutes(1));
            assertThat(signs.acknowledge(receipt.id(), "ben")).contains(first);
            assertThat(signs.acknowledge(receipt.id(), "ann")).contains(first);
            assertThat(signs.acknowledged(receipt.id())).contains(first);
        }
    }

    @Test
    void each_reads_for_themselves_and_the_first_time_counts() {
        try (TestNotifications test = with(READ_IN_TIME)) {
            Receipt receipt = send(test, READ_IN_TIME, "ann", "ben");
            Signs signs = test.notifications().signs();
            Signature ann = signs.read(receipt.id(), "ann").orElseThrow();
            test.advance(Duration.ofMinutes(1));
            assertThat(signs.read(receipt.id(), "ann")).contains(ann);
            assertThat(signs.readBy(receipt.id(), "ann")).contains(ann);
            assertThat(signs.readBy(receipt.id(), "ben")).isEmpty();
            assertThat(signs.acknowledged(receipt.id())).isEmpty();
        }
    }

    @Test
    void strangers_and_other_tenants_learn_no_more_than_of_what_never_was() {
        try (TestNotifications test = with(READ_IN_TIME)) {
            Receipt receipt = send(test, READ_IN_TIME, "ann");
            Notifications all = test.notifications();
            NotificationId never = new NotificationId(new UUID(7, 7));
            assertThat(all.signs().acknowledge(receipt.id(), "zoe")).isEmpty();
            assertThat(all.signs().read(receipt.id(), "zoe")).isEmpty();
            assertThat(all.signs().readBy(receipt.id(), "zoe")).isEmpty();
            assertThat(all.signs().acknowledge(never, "ann")).isEmpty();
            assertThat(all.forTenant("other").signs().acknowledge(receipt.id(), "ann"))
                    .isEmpty();
            assertThat(all.forTenant("other").signs().acknowledged(receipt.id()))
                    .isEmpty();
            test.advance(Duration.ofDays(1));
            assertThat(states(test, receipt, "ann")).containsEntry(SMS, SENT);
        }
    }

    @Test
    void who_goes_by_another_id_now_is_the_same_person() {
        try (TestNotifications test = with(READ_IN_TIME)) {
            Receipt receipt = send(test, READ_IN_TIME, "ann");
            test.notifications().contacts().merge("ann", "ben");
            assertThat(test.notifications().signs().read(receipt.id(), "ben")).isPresent();
            test.advance(Duration.ofDays(1));
            assertThat(states(test, receipt, "ann")).isEqualTo(Map.of(PUSH, SENT));
        }
    }

    @Test
    void what_is_wrong_is_named() {
        try (TestNotifications test = with(READ_IN_TIME)) {
            Receipt receipt = send(test, READ_IN_TIME, "ann");
            Signs signs = test.notifications().signs();
            assertThatThrownBy(() -> signs.read(receipt.id(), " "))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("signer");
            assertThatThrownBy(() -> Signer.of("ann").note("x".repeat(501)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("note");
            assertThat(Signer.of("ann").note("private").toString()).doesNotContain("private");
        }
    }
}
