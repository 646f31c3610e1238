package dev.notify.behaviour;

import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.IN_APP;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.NotificationServiceBuilder;
import dev.notify.StartException;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.explain.PlannedDelivery;
import dev.notify.explain.PlannedDelivery.Fate;
import dev.notify.model.Address;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.preference.Preferences;
import dev.notify.preference.QuietHours;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Storms: many of one type about one subject. */
class CollapseTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private static final NotificationType VITALS = NotificationType.named("vitals")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .collapseWithin(WINDOW)
            .requires("value")
            .text("Vitals", "Pulse {{value}}{{#more}} and {{more}} more{{/more}}")
            .discreet("News", "Please sign in");

    private static final NotificationType OTHER = NotificationType.named("other")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("News", "Other news")
            .collapseWithin(WINDOW);

    private static void setup(NotificationServiceBuilder b) {
        b.define(VITALS, OTHER)
                .allowCritical()
                .contactsFrom(id -> People.contact(id).map(c -> c.at(Address.of(IN_APP, id))));
    }

    private static TestNotifications start() {
        return TestNotifications.start(CollapseTest::setup, EMAIL, SMS, IN_APP);
    }

    private static Notification vitals(int value) {
        return Notification.of(VITALS).to("ann").about("bed-7").with("value", value);
    }

    private static List<Receipt> storm(TestNotifications test, int from, int count) {
        List<Receipt> all = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            all.add(test.notifications().send(vitals(i)));
            test.run();
        }
        return all;
    }

    private static List<String> said(TestNotifications test) {
        return test.channel(EMAIL).received().stream()
                .map(m -> m.words().body())
                .toList();
    }

    @Test
    void the_first_goes_out_at_once_and_one_at_the_end_of_the_window_speaks_for_the_rest() {
        try (TestNotifications test = start()) {
            List<Receipt> all = storm(test, 0, 16);
            assertThat(said(test)).containsExactly("Pulse 0");
            assertThat(only(test, all.get(5)).reason().orElseThrow())
                    .contains("held until 12:10 UTC: collapses with what is about the same subject: delivery "
                            + only(test, all.get(0)).id());
            test.advance(WINDOW.plusSeconds(1));
            assertThat(said(test)).hasSize(2).element(1).asString().endsWith(" and 14 more");
            test.advance(WINDOW.plusSeconds(1));
            assertThat(said(test)).hasSize(2);
            Receipt second = all.stream()
                    .skip(1)
                    .filter(r -> state(test, r) == DeliveryState.SENT)
                    .findFirst()
                    .orElseThrow();
            assertThat(all)
                    .filteredOn(r -> state(test, r) == DeliveryState.SUPPRESSED)
                    .hasSize(14)
                    .allSatisfy(r -> assertThat(only(test, r).reason().orElseThrow())
                            .contains("collapsed into delivery "
                                    + only(test, second).id())
                            .contains("which went out at 12:10 UTC"));
            assertThat(test.notifications().explain(second.id()).orElseThrow().asText())
                    .contains("speaks for 14 more about the same subject");
        }
    }

    @Test
    void after_the_window_the_next_goes_out_at_once_again() {
        try (TestNotifications test = start()) {
            storm(test, 0, 1);
            test.advance(WINDOW);
            storm(test, 1, 1);
            assertThat(said(test)).containsExactly("Pulse 0", "Pulse 1");
        }
    }

    @Test
    void what_was_held_overnight_becomes_one_in_the_morning() {
        Preferences night = Preferences.none().quiet(QuietHours.daily("22:00", "08:00"));
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    setup(b);
                    b.preferencesFrom((id, tenant) -> Optional.of(night));
                },
                EMAIL,
                SMS,
                IN_APP)) {
            test.advanceTo(Instant.parse("2026-03-02T23:00:00Z"));
            List<Receipt> all = storm(test, 0, 15);
            assertThat(said(test)).isEmpty();
            test.advanceTo(Instant.parse("2026-03-03T08:30:00Z"));
            assertThat(said(test)).singleElement().asString().endsWith(" and 14 more");
            assertThat(all)
                    .filteredOn(r -> state(test, r) == DeliveryState.SUPPRESSED)
                    .hasSize(14);
        }
    }

    @Test
    void another_subject_recipient_type_or_channel_and_no_subject_at_all_stay_apart() {
        try (TestNotifications test = start()) {
            test.notifications().send(vitals(1));
            test.notifications().send(vitals(2).about("bed-8"));
            test.notifications()
                    .send(Notification.of(VITALS).to("bob").about("bed-7").with("value", 3));
            test.notifications().send(Notification.of(OTHER).to("ann").about("bed-7"));
            test.notifications().send(vitals(4).onlyBy(SMS));
            test.notifications().forTenant("clinic").send(vitals(5));
            test.notifications().send(Notification.of(VITALS).to("ann").with("value", 6));
            test.notifications().send(Notification.of(VITALS).to("ann").with("value", 7));
            test.run();
            assertThat(test.channel(EMAIL).received()).hasSize(7);
            assertThat(test.channel(SMS).received()).hasSize(1);
        }
    }

    @Test
    void what_is_critical_sent_now_or_in_the_inbox_never_collapses() {
        try (TestNotifications test = start()) {
            storm(test, 0, 1);
            Receipt critical = test.notifications().send(vitals(1).priority(Priority.CRITICAL));
            Receipt waits = test.notifications().send(vitals(2));
            test.run();
            assertThat(state(test, critical)).isEqualTo(DeliveryState.SENT);
            assertThat(state(test, waits)).isEqualTo(DeliveryState.PENDING);
            test.notifications().sendNow(waits.id(), "asked for");
            test.run();
            assertThat(state(test, waits)).isEqualTo(DeliveryState.SENT);
            for (int i = 3; i < 6; i++) {
                test.notifications().send(vitals(i).onlyBy(IN_APP));
            }
            test.run();
            assertThat(test.channel(IN_APP).received()).hasSize(3);
            assertThat(test.channel(EMAIL).received())
                    .extracting(m -> m.words().body())
                    .noneMatch(b -> b.contains("more"));
        }
    }

    @Test
    void where_the_first_does_not_reach_the_next_goes_out_by_the_end_of_the_window() {
        try (TestNotifications test = start()) {
            test.channel(EMAIL).rejectNext("no such mailbox");
            List<Receipt> all = storm(test, 0, 1);
            assertThat(state(test, all.get(0))).isEqualTo(DeliveryState.FAILED);
            storm(test, 1, 1);
            assertThat(said(test))
                    .as("nothing holds what comes after a failure")
                    .containsExactly("Pulse 1");
        }
    }

    @Test
    void what_is_tried_again_is_not_in_its_own_way_and_nothing_is_lost_if_it_fails_in_the_end() {
        try (TestNotifications test = start()) {
            test.channel(EMAIL).failNext(Duration.ofMinutes(2), "busy");
            List<Receipt> all = storm(test, 0, 3);
            assertThat(said(test)).isEmpty();
            assertThat(only(test, all.get(1)).reason().orElseThrow()).contains("is on its way since");
            test.advance(Duration.ofMinutes(3));
            assertThat(said(test)).containsExactly("Pulse 0 and 2 more");
            test.advance(WINDOW);
            assertThat(all.subList(1, 3)).extracting(r -> state(test, r)).containsOnly(DeliveryState.SUPPRESSED);
            assertThat(said(test)).hasSize(1);
        }
    }

    @Test
    void what_is_cancelled_is_not_spoken_for_and_what_is_planned_for_later_neither() {
        try (TestNotifications test = start()) {
            List<Receipt> all = storm(test, 0, 4);
            Receipt later = test.notifications().send(vitals(9).after(Duration.ofHours(2)));
            test.notifications().cancel(all.get(1).id(), "not needed");
            test.advance(WINDOW);
            assertThat(said(test)).hasSize(2).element(1).asString().endsWith(" and 1 more");
            test.advance(Duration.ofHours(2));
            assertThat(state(test, later)).isEqualTo(DeliveryState.SENT);
            assertThat(said(test)).hasSize(3).element(2).asString().isEqualTo("Pulse 9");
        }
    }

    @Test
    void what_would_be_of_no_use_at_the_end_of_the_window_goes_out_before() {
        try (TestNotifications test = start()) {
            storm(test, 0, 1);
            for (int i = 1; i < 4; i++) {
                test.notifications().send(vitals(i).expiresAfter(Duration.ofMinutes(4)));
            }
            test.advance(Duration.ofMinutes(3));
            assertThat(said(test)).hasSize(1);
            test.advance(Duration.ofSeconds(55));
            assertThat(said(test)).hasSize(2).element(1).asString().endsWith(" and 2 more");
            test.advance(WINDOW);
            assertThat(said(test)).hasSize(2);
        }
    }

    @Test
    void of_two_nodes_that_accept_at_once_one_speaks() {
        try (TestNotifications test = start()) {
            TestNode other = test.addNode(b -> {
                setup(b);
                b.node("two");
            });
            List<Receipt> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add((i % 2 == 0 ? test.notifications() : other.notifications()).send(vitals(i)));
            }
            test.run();
            assertThat(said(test)).hasSize(1);
            test.advance(WINDOW.multipliedBy(3));
            assertThat(said(test)).hasSizeBetween(1, 2);
            assertThat(all)
                    .allSatisfy(r -> assertThat(state(test, r).isPending()).isFalse());
        }
    }

    @Test
    void the_window_survives_a_crash_and_what_spoke_last_is_not_repeated() {
        try (TestNotifications test = start()) {
            storm(test, 0, 3);
            test.crash();
            storm(test, 3, 2);
            assertThat(said(test)).containsExactly("Pulse 0");
            test.advance(WINDOW.plusSeconds(20));
            assertThat(said(test)).hasSize(2).element(1).asString().endsWith(" and 3 more");
        }
    }

    @Test
    void a_preview_foresees_it() {
        try (TestNotifications test = start()) {
            storm(test, 0, 1);
            test.advance(Duration.ofMinutes(4));
            PlannedDelivery planned =
                    test.notifications().preview(vitals(1)).deliveries().get(0);
            assertThat(planned.fate()).isEqualTo(Fate.HELD_UNTIL);
            assertThat(planned.at()).isEqualTo(TestNotifications.BEGINNING.plus(WINDOW));
            assertThat(planned.asText()).contains("collapses with what is about the same subject");
            assertThat(test.notifications()
                            .preview(vitals(1).priority(Priority.CRITICAL))
                            .deliveries()
                            .get(0)
                            .fate())
                    .isEqualTo(Fate.SEND_NOW);
            storm(test, 1, 2);
            PlannedDelivery with =
                    test.notifications().preview(vitals(3)).deliveries().get(0);
            assertThat(with.words().orElseThrow().body()).isEqualTo("Pulse 3 and 2 more");
            assertThat(with.asText()).contains("speaks for 2 more about the same subject");
        }
    }

    @Test
    void a_variable_of_that_name_is_the_hosts() {
        try (TestNotifications test = start()) {
            storm(test, 0, 2);
            test.notifications().send(vitals(2).with("more", "of the same"));
            test.advance(WINDOW);
            assertThat(test.channel(EMAIL).received())
                    .extracting(Message::words)
                    .noneMatch(w -> w.body().equals("Pulse 2 and 1 more"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "P8D", "PT2562047788015215H"})
    void a_window_that_is_none_or_absurd_is_refused(Duration window) {
        assertThatThrownBy(() -> NotificationType.named("x").collapseWithin(window))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("collapseWithin")
                .hasMessageContaining("1 second to 7 days");
    }

    @Test
    void a_critical_type_that_collapses_is_refused_at_start() {
        NotificationType alarm = NotificationType.named("alarm")
                .priority(Priority.CRITICAL)
                .anyTime()
                .sendBy(EMAIL)
                .discreet("Alarm", "Come")
                .collapseWithin(WINDOW);
        assertThatThrownBy(() -> TestNotifications.start(b -> b.define(alarm).allowCritical(), EMAIL))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("type alarm is CRITICAL and says collapseWithin(..)");
    }
}
