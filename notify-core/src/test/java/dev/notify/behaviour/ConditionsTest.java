package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.behaviour.People.stored;
import static dev.notify.behaviour.People.visit;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.NotificationServiceBuilder;
import dev.notify.StartException;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.explain.PlannedDelivery;
import dev.notify.internal.base.Tasks;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotificationId;
import dev.notify.request.Condition;
import dev.notify.request.Notification;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sent only if something still holds. */
class ConditionsTest {

    private static final String BOOKED = "still-booked";

    private final List<Condition.About> asked = new ArrayList<>();
    private boolean booked = true;
    private boolean registered = true;
    private RuntimeException failure;
    private boolean silent;

    private boolean holds(Condition.About about) {
        asked.add(about);
        if (failure != null) {
            throw failure;
        }
        if (silent) {
            throw new Tasks.NeverReturns();
        }
        return booked;
    }

    private void build(NotificationServiceBuilder b) {
        People.usual(b);
        if (registered) {
            b.condition(BOOKED, this::holds);
        }
    }

    private TestNotifications start() {
        return TestNotifications.start(this::build, EMAIL, SMS);
    }

    private static Notification reminder() {
        return lab("ann").sendIf(BOOKED);
    }

    @Test
    void it_is_asked_after_waiting_and_no_ends_it_with_the_reason() {
        try (TestNotifications test = start()) {
            Receipt kept = test.notifications().send(reminder().after(Duration.ofHours(1)));
            Receipt dropped = test.notifications().send(reminder().after(Duration.ofHours(2)));
            assertThat(asked).isEmpty();
            test.advance(Duration.ofHours(1));
            assertThat(state(test, kept)).isEqualTo(DeliveryState.SENT);
            booked = false;
            test.advance(Duration.ofHours(1));
            assertThat(state(test, dropped)).isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(only(test, dropped).reason().orElseThrow())
                    .startsWith("the condition still-booked does not hold");
            assertThat(only(test, dropped).tries()).isZero();
            assertThat(asked).hasSize(2);
            test.sent().count(1);
        }
    }

    @Test
    void it_is_asked_before_every_try_and_sending_at_once_does_not_pass_it() {
        try (TestNotifications test = start()) {
            test.channel(EMAIL).failNext("busy");
            Receipt receipt = test.notifications().send(reminder());
            test.run();
            booked = false;
            test.advance(Duration.ofHours(1));
            assertThat(asked).hasSize(2);
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(only(test, receipt).tries()).isEqualTo(1);
            Receipt forced = test.notifications().send(reminder().after(Duration.ofDays(1)));
            test.notifications().sendNow(forced.id(), "hurry");
            test.run();
            assertThat(state(test, forced)).isEqualTo(DeliveryState.SUPPRESSED);
            test.sent().none();
        }
    }

    @Test
    void it_is_told_what_it_is_about_and_can_change_nothing() {
        try (TestNotifications test = start()) {
            Receipt receipt = test.notifications()
                    .forTenant("north")
                    .send(reminder().about("booking-7").with("list", List.of(Map.of("a", 1))));
            test.run();
            Condition.About about = asked.get(0);
            assertThat(about.notification()).isEqualTo(receipt.id());
            assertThat(about.delivery()).isEqualTo(receipt.planned().get(0).id());
            assertThat(about.tenant().value()).isEqualTo("north");
            assertThat(about.type()).isEqualTo("lab-result-ready");
            assertThat(about.recipient()).isEqualTo("ann");
            assertThat(about.channel()).isEqualTo(EMAIL);
            assertThat(about.about()).contains("booking-7");
            assertThat(about.data()).containsEntry("test", "blood count");
            assertThat(about.toString()).doesNotContain("blood").doesNotContain("booking");
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> about.data().put("test", "x"));
            @SuppressWarnings("unchecked")
            Map<String, Object> inner =
                    (Map<String, Object>) ((List<Object>) about.data().get("list")).get(0);
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> inner.put("a", 2));
        }
    }

    @Test
    void one_that_fails_is_asked_again_and_no_try_is_counted() {
        try (TestNotifications test = start()) {
            failure = new IllegalStateException("patient Ann");
            Receipt receipt = test.notifications().send(reminder());
            test.advance(Duration.ofMinutes(5));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.PENDING);
            assertThat(only(test, receipt).tries()).isZero();
            assertThat(only(test, receipt).reason())
                    .contains("held: the condition still-booked could not be looked up");
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(test.notifications().health().toString())
                    .contains("condition still-booked")
                    .doesNotContain("Ann");
            assertThat(asked).hasSize(11);
            failure = null;
            test.advance(Duration.ofSeconds(30));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void one_that_never_answers_is_given_up_on_and_asked_again() {
        try (TestNotifications test = start()) {
            silent = true;
            Receipt receipt = test.notifications().send(reminder());
            test.run();
            silent = false;
            test.advance(Duration.ofMinutes(2));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            assertThat(only(test, receipt).tries()).isEqualTo(1);
            test.sent().one();
        }
    }

    @Test
    void a_name_nobody_registered_is_refused() {
        registered = false;
        try (TestNotifications test = start()) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> test.notifications().send(reminder()))
                    .withMessageContaining("sendIf")
                    .withMessageContaining("still-booked");
            assertThat(stored(test)).isZero();
        }
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> TestNotifications.start(
                        b -> b.define(People.LAB.sendIf(BOOKED)).contactsFrom(People::contact), EMAIL))
                .withMessageContaining("names the condition 'still-booked'");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> lab("a").sendIf(" "))
                .withMessageContaining("sendIf");
    }

    @Test
    void a_node_that_lacks_it_leaves_it_to_others_unattempted() {
        try (TestNotifications test = start()) {
            NotificationId id = test.notifications()
                    .send(reminder().after(Duration.ofHours(1)))
                    .id();
            registered = false;
            test.crash().advance(Duration.ofMinutes(62));
            assertThat(only(test, id).state()).isEqualTo(DeliveryState.PENDING);
            assertThat(only(test, id).tries()).isZero();
            assertThat(test.notifications().health().toString()).contains("is not registered on this node");
            registered = true;
            test.addNode(this::build);
            test.advance(Duration.ofMinutes(1));
            assertThat(only(test, id).state()).isEqualTo(DeliveryState.SENT);
            assertThat(only(test, id).attempts()).hasSize(1);
        }
    }

    @Test
    void a_types_condition_counts_for_all_of_it_and_a_notification_may_name_another() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(People.LAB, People.VISIT.sendIf(BOOKED))
                        .contactsFrom(People::contact)
                        .condition(BOOKED, about -> about.channel().equals(SMS))
                        .condition("always", about -> true),
                EMAIL,
                SMS)) {
            test.notifications().send(visit("ann"));
            test.run();
            test.sent().one();
            test.sent().on(SMS).one();
            test.notifications().send(visit("bob").sendIf("always"));
            test.run();
            test.sent().to("bob").count(2);
        }
    }

    @Test
    void a_preview_asks_too() {
        try (TestNotifications test = start()) {
            booked = false;
            PlannedDelivery planned =
                    test.notifications().preview(reminder()).deliveries().get(0);
            assertThat(planned.state()).isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(planned.asText()).contains("the condition still-booked does not hold");
            failure = new IllegalStateException();
            assertThat(test.notifications()
                            .preview(reminder())
                            .deliveries()
                            .get(0)
                            .fate())
                    .isEqualTo(PlannedDelivery.Fate.UNKNOWN);
        }
    }
}
