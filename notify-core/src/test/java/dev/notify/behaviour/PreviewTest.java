package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.stored;
import static dev.notify.behaviour.People.visit;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.KeyConflictException;
import dev.notify.event.NotificationEvent;
import dev.notify.explain.DeliveryPlan;
import dev.notify.explain.PlannedDelivery;
import dev.notify.explain.PlannedDelivery.Fate;
import dev.notify.model.Address;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotRunningException;
import dev.notify.policy.RateLimit;
import dev.notify.preference.Preferences;
import dev.notify.preference.QuietHours;
import dev.notify.request.Notification;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreviewTest {

    private static final Preferences NIGHT =
            Preferences.none().quiet(QuietHours.daily("22:00", "08:00")).turnOff(SMS);

    private final List<NotificationEvent> events = new ArrayList<>();
    private final Lisbon host = new Lisbon();

    private TestNotifications start() {
        return TestNotifications.start(
                b -> b.define(People.LAB, People.VISIT)
                        .contactsFrom(host)
                        .preferencesFrom((id, tenant) -> Optional.of(NIGHT))
                        .onEvent(events::add)
                        .acceptAtMost(RateLimit.perMinute(1)),
                EMAIL,
                SMS);
    }

    private static PlannedDelivery only(DeliveryPlan plan) {
        assertThat(plan.deliveries()).hasSize(1);
        return plan.deliveries().get(0);
    }

    @Test
    void it_says_when_why_where_and_in_which_words() {
        try (TestNotifications test = start()) {
            test.advanceTo(Instant.parse("2026-03-02T23:30:00Z"));
            PlannedDelivery planned = only(test.notifications().preview(lab("ann")));
            assertThat(planned.fate()).isEqualTo(Fate.HELD_UNTIL);
            assertThat(planned.state()).isEqualTo(DeliveryState.SENT);
            assertThat(planned.at()).isEqualTo(Instant.parse("2026-03-03T08:00:00Z"));
            assertThat(planned.to()).contains("a***@example.org");
            assertThat(planned.words().orElseThrow().body()).isEqualTo("Your blood count is ready");
            assertThat(planned.asText()).isEqualTo("""
                ann by email: held until 2026-03-03 08:00:00 Europe/Lisbon
                    2026-03-02 23:30:00 Europe/Lisbon  held until 08:00 Europe/Lisbon: quiet hours 22:00-08:00
                    to a***@example.org
                    full words in English
                        Lab result
                        Your blood count is ready\
                """);
        }
    }

    @Test
    void what_is_not_sent_says_so_and_where_details_are_not_shown_the_words_are_discreet() {
        try (TestNotifications test = start()) {
            DeliveryPlan plan = test.notifications().preview(visit("ann"));
            assertThat(plan.deliveries())
                    .extracting(PlannedDelivery::fate)
                    .containsExactly(Fate.SEND_NOW, Fate.NOT_SENT);
            assertThat(plan.deliveries().get(0).asText()).contains("sent now").contains("discreet words in English");
            PlannedDelivery off = plan.deliveries().get(1);
            assertThat(off.state()).isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(off.words()).isEmpty();
            assertThat(off.to()).isEmpty();
            assertThat(off.asText()).contains("turned off by the recipient: everything on sms");
        }
    }

    @Test
    void it_stores_nothing_tells_nobody_and_uses_up_no_rate() {
        try (TestNotifications test = start()) {
            for (int i = 0; i < 10; i++) {
                test.notifications().preview(lab("ann").key("k"));
            }
            test.run();
            assertThat(stored(test)).isZero();
            assertThat(events).isEmpty();
            test.sent().none();
            assertThat(test.notifications().send(lab("ann").key("k")).replayed())
                    .isFalse();
        }
    }

    @Test
    void what_send_refuses_it_refuses_in_the_same_words() {
        try (TestNotifications test = start()) {
            List<Notification> wrong = List.of(
                    Notification.of("nothing").to("a"),
                    Notification.of(People.LAB).with("test", "x"),
                    Notification.of(People.LAB).to("a"),
                    lab("a").at(Instant.parse("2020-01-01T00:00:00Z")),
                    lab("a").usefulUntil(Instant.parse("2026-01-01T00:00:00Z")),
                    lab("a").with("large", "x".repeat(300_000)));
            for (Notification n : wrong) {
                String said = refusal(() -> test.notifications().send(n));
                assertThat(refusal(() -> test.notifications().preview(n))).isEqualTo(said);
            }
        }
    }

    private static String refusal(Runnable call) {
        try {
            call.run();
        } catch (InvalidInputException e) {
            return e.getMessage();
        }
        throw new AssertionError("not refused");
    }

    @Test
    void under_a_key_that_was_used_it_names_the_first_or_refuses_as_send_does() {
        try (TestNotifications test = start()) {
            var first = test.notifications().send(lab("ann").key("k"));
            DeliveryPlan again = test.notifications().preview(lab("ann").key("k"));
            assertThat(again.sentBefore()).contains(first.id());
            assertThat(again.deliveries()).isEmpty();
            assertThat(again.asText()).contains("nothing is sent");
            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> test.notifications().preview(lab("bob").key("k")))
                    .satisfies(e -> assertThat(e.first().id()).isEqualTo(first.id()));
            assertThat(test.notifications()
                            .forTenant("other")
                            .preview(lab("ann").key("k"))
                            .sentBefore())
                    .isEmpty();
            test.clock().move(Duration.ofDays(401));
            assertThat(test.notifications().preview(lab("ann").key("k")).sentBefore())
                    .isEmpty();
        }
    }

    @Test
    void a_bare_address_is_masked_and_words_stay_out_of_toString() {
        try (TestNotifications test = start()) {
            DeliveryPlan plan = test.notifications()
                    .preview(Notification.of(People.LAB)
                            .with("test", "blood count")
                            .toAddress(Address.email("gp@example.org")));
            assertThat(plan.asText()).contains("g***@example.org").doesNotContain("gp@");
            assertThat(plan.toString() + only(plan)).doesNotContain("blood").doesNotContain("gp@");
        }
    }

    @Test
    void while_the_host_cannot_say_whom_it_would_reach_it_says_that() {
        try (TestNotifications test = start()) {
            host.away = true;
            PlannedDelivery planned = only(test.notifications().preview(lab("ann")));
            assertThat(planned.fate()).isEqualTo(Fate.UNKNOWN);
            assertThat(planned.state()).isEqualTo(DeliveryState.PENDING);
            assertThat(planned.asText()).contains("the contacts could not be looked up");
        }
    }

    @Test
    void a_service_that_is_closed_previews_nothing() {
        TestNotifications test = start();
        test.close();
        assertThatExceptionOfType(NotRunningException.class)
                .isThrownBy(() -> test.notifications().preview(lab("ann")));
    }
}
