package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.visit;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.explain.ExplainedDelivery;
import dev.notify.explain.Explanation;
import dev.notify.explain.Step;
import dev.notify.model.Address;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.preference.Preferences;
import dev.notify.preference.QuietHours;
import dev.notify.request.Notification;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainTest {

    private Preferences said = Preferences.none();
    private final Lisbon host = new Lisbon();

    private TestNotifications start() {
        return TestNotifications.start(
                b -> b.define(People.LAB, People.VISIT)
                        .contactsFrom(host)
                        .preferencesFrom((id, tenant) -> Optional.of(said))
                        .node("one"),
                EMAIL,
                SMS);
    }

    private static ExplainedDelivery only(TestNotifications test, Receipt receipt) {
        Explanation all = test.notifications().explain(receipt.id()).orElseThrow();
        assertThat(all.deliveries()).hasSize(1);
        return all.deliveries().get(0);
    }

    @Test
    void it_tells_the_whole_story_with_local_times() {
        try (TestNotifications test = start()) {
            said = Preferences.none().quiet(QuietHours.daily("22:00", "08:00"));
            test.advanceTo(Instant.parse("2026-03-02T23:00:00Z"));
            Receipt receipt = test.notifications().as("nurse-7").send(lab("ann"));
            test.run();
            assertThat(only(test, receipt).next())
                    .isEqualTo("it goes out at 2026-03-03 08:00:00 Europe/Lisbon, if nothing else is decided by then");
            assertThat(only(test, receipt).nextTime()).contains(Instant.parse("2026-03-03T08:00:00Z"));
            test.channel(EMAIL).failNext(Duration.ofMinutes(10), "busy");
            test.advanceTo(Instant.parse("2026-03-03T08:00:00Z"));
            assertThat(only(test, receipt).next()).startsWith("it is tried again at 2026-03-03 08:1");
            Instant again = only(test, receipt).nextTime().orElseThrow();
            test.advanceTo(again);
            Explanation all = test.notifications().explain(receipt.id()).orElseThrow();
            assertThat(all.actor()).isEqualTo("nurse-7");
            ExplainedDelivery told = only(test, receipt);
            assertThat(told.state()).isEqualTo(DeliveryState.SENT);
            assertThat(told.steps())
                    .extracting(Step::what)
                    .containsExactly("accepted", "planned", "tried", "tried", "ended");
            assertThat(told.steps())
                    .extracting(Step::said)
                    .startsWith(
                            "accepted from nurse-7",
                            "held until 08:00 Europe/Lisbon: quiet hours 22:00-08:00",
                            "try 1 on one: try-again, busy");
            assertThat(told.nextTime()).isEmpty();
            assertThat(all.asText())
                    .contains("2026-03-02 23:00:00 Europe/Lisbon  held until 08:00 Europe/Lisbon: quiet hours")
                    .contains("next: nothing, unless its provider reports what became of it");
        }
    }

    @Test
    void several_holds_are_all_told() {
        try (TestNotifications test = start()) {
            said = Preferences.none().pauseUntil(Instant.parse("2026-03-04T12:00:00Z"));
            Receipt receipt = test.notifications().send(lab("ann"));
            test.run();
            said = Preferences.none().quiet(QuietHours.daily("11:00", "15:00"));
            test.advanceTo(Instant.parse("2026-03-04T15:00:00Z"));
            assertThat(only(test, receipt).steps())
                    .extracting(Step::said)
                    .anyMatch(s -> s.contains("held until 2026-03-04 12:00 Europe/Lisbon: paused by the recipient"))
                    .anyMatch(s -> s.contains("held until 15:00 Europe/Lisbon: quiet hours 11:00-15:00"));
            assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void who_moved_it_forced_it_or_took_it_back_is_told_with_the_reason() {
        try (TestNotifications test = start()) {
            Receipt receipt = test.notifications().send(lab("ann").after(Duration.ofDays(1)));
            Instant later = Instant.parse("2026-03-05T09:00:00Z");
            test.notifications().as("clerk-2").reschedule(Which.id(receipt.id()), When.at(later), "asked to");
            assertThat(only(test, receipt).nextTime()).contains(later);
            assertThat(test.status(receipt.id()).deliveries().get(0).reason())
                    .contains("moved by clerk-2 to 2026-03-05T09:00:00Z: asked to");
            test.notifications().as("clerk-3").cancel(receipt.id(), "she called");
            ExplainedDelivery told = only(test, receipt);
            assertThat(told.state()).isEqualTo(DeliveryState.CANCELLED);
            assertThat(told.steps())
                    .extracting(Step::said)
                    .containsExactly(
                            "accepted from host",
                            "held until 2026-03-03 12:00 UTC: scheduled",
                            "moved by clerk-2 to 2026-03-05T09:00:00Z: asked to",
                            "CANCELLED: cancelled by clerk-3: she called");
            assertThat(told.next()).isEqualTo("nothing");

            Receipt forced = test.notifications().send(lab("bob").after(Duration.ofDays(1)));
            test.notifications().as("boss").sendNow(forced.id(), "urgent");
            test.run();
            assertThat(only(test, forced).steps())
                    .extracting(Step::said)
                    .contains("sent at once by boss: urgent", "SENT: sent");
        }
    }

    @Test
    void nothing_private_is_told_and_nothing_of_another_tenant() {
        try (TestNotifications test = start()) {
            Receipt receipt = test.notifications()
                    .send(Notification.of(People.LAB)
                            .with("test", "biopsy")
                            .toAddress(Address.email("gp@example.org")));
            test.run();
            Explanation all = test.notifications().explain(receipt.id()).orElseThrow();
            assertThat(all.asText() + all)
                    .doesNotContain("biopsy")
                    .doesNotContain("gp@")
                    .contains("email:g***@example.org");
            DeliveryId one = all.deliveries().get(0).id();
            assertThat(test.notifications().forTenant("other").explain(receipt.id()))
                    .isEmpty();
            assertThat(test.notifications().forTenant("other").explain(one)).isEmpty();
            assertThat(test.notifications().explain(one)).contains(all);
            assertThat(test.notifications().explain(new NotificationId(one.value())))
                    .isEmpty();
        }
    }

    @Test
    void one_delivery_of_several_can_be_asked_for() {
        try (TestNotifications test = start()) {
            said = Preferences.none().turnOff(SMS);
            Receipt receipt = test.notifications().send(visit("ann"));
            test.run();
            Explanation all = test.notifications().explain(receipt.id()).orElseThrow();
            assertThat(all.deliveries()).hasSize(2);
            ExplainedDelivery sms = all.deliveries().get(1);
            assertThat(sms.steps().get(sms.steps().size() - 1).said())
                    .isEqualTo("SUPPRESSED: turned off by the recipient: everything on sms");
            assertThat(test.notifications().explain(sms.id()).orElseThrow().deliveries())
                    .containsExactly(sms);
        }
    }

    @Test
    void a_host_that_cannot_say_where_somebody_lives_keeps_nothing_from_being_told() {
        try (TestNotifications test = start()) {
            host.away = true;
            Receipt receipt = test.notifications().send(lab("ann"));
            test.run();
            ExplainedDelivery told = only(test, receipt);
            assertThat(told.zone().getId()).isEqualTo("UTC");
            assertThat(told.steps()).extracting(Step::said).contains("held: the contacts could not be looked up");
            assertThat(told.state()).isEqualTo(DeliveryState.PENDING);
        }
    }
}
