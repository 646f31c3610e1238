package dev.notify.behaviour;

import static dev.notify.behaviour.Ward.MINUTE;
import static dev.notify.behaviour.Ward.THREE;
import static dev.notify.behaviour.Ward.VITALS;
import static dev.notify.behaviour.Ward.asked;
import static dev.notify.behaviour.Ward.begin;
import static dev.notify.behaviour.Ward.ladder;
import static dev.notify.behaviour.Ward.newest;
import static dev.notify.behaviour.Ward.status;
import static dev.notify.model.ChannelName.PUSH;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.DeliveryState;
import dev.notify.directory.Group;
import dev.notify.escalation.Acknowledgement;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationId;
import dev.notify.escalation.EscalationReceipt;
import dev.notify.escalation.EscalationStatus;
import dev.notify.escalation.EscalationStatus.State;
import dev.notify.escalation.Escalations;
import dev.notify.escalation.NextPerson;
import dev.notify.event.Health;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.preference.QuietHours;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.NotificationType;
import dev.notify.sign.Signer;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nights on call. */
class EscalationTest {

    private final Ward ward = new Ward();

    @Test
    void asks_one_after_another_until_somebody_answers() {
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder());
            test.sent().on(PUSH).to("dr-a").one();
            test.advance(MINUTE.minusMillis(1));
            test.sent().count(1);
            test.advance(Duration.ofMillis(1));
            test.sent().on(SMS).to("dr-a").one();
            test.advance(THREE);
            test.sent().on(PUSH).to("dr-b").one();
            assertThat(asked(test, id)).containsExactly("dr-a [push]", "dr-a [sms]", "dr-b [push]");
            assertThat(status(test, id).state()).isEqualTo(State.ASKING);

            Acknowledgement taken = test.notifications()
                    .escalations()
                    .acknowledge(id, Signer.of("dr-b").on(PUSH).note("on my way"));
            assertThat(taken.first()).isTrue();
            test.advance(Duration.ofHours(1));
            assertThat(status(test, id).state()).isEqualTo(State.TAKEN);
            assertThat(status(test, id).taken().orElseThrow().by()).isEqualTo("dr-b");
            assertThat(asked(test, id)).hasSize(3);
            assertThat(ward.rung).isEmpty();
        }
    }

    @Test
    void a_night_with_two_who_cannot_be_reached() {
        ward.doctors.put("dr-a", Ward.doctor("dr-a").status(Contact.Status.PAUSED));
        ward.onCall.clear();
        ward.onCall.add("dr-b");
        try (TestNotifications test = ward.open()) {
            test.channel(PUSH).rejectNext("unknown device"); // dr-b's
            Escalation night = Escalation.of(VITALS)
                    .to("dr-a")
                    .with("room", "12B")
                    .firstBy(PUSH)
                    .thenAfter(THREE, NextPerson.onCall("cardiology"))
                    .thenAfter(THREE, NextPerson.user("dr-c"))
                    .ifNobodyAnswers("ring-switchboard");
            EscalationId id = begin(test, night);
            test.advance(Duration.ofSeconds(5));
            test.sent().on(PUSH).to("dr-c").one();
            assertThat(asked(test, id)).containsExactly("(dr-a [push])", "(dr-b [push])", "dr-c [push]");
            assertThat(status(test, id).asText()).contains("PAUSED", "FAILED");
            test.notifications().signs().acknowledge(newest(test, id), "dr-c");
            test.advance(Duration.ofHours(1));
            assertThat(status(test, id).state()).isEqualTo(State.TAKEN);
            assertThat(ward.rung).isEmpty();
        }
    }

    @Test
    void whoever_has_died_is_passed_over_at_once_and_so_is_whoever_has_no_address() {
        ward.doctors.put("dr-a", Ward.doctor("dr-a").status(Contact.Status.DECEASED));
        ward.doctors.put("dr-b", Contact.of("dr-b"));
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder().thenAfter(MINUTE, NextPerson.user("dr-d")));
            test.sent().on(PUSH).to("dr-d").one();
            test.sent().count(1);
            assertThat(asked(test, id)).hasSize(4);
            assertThat(status(test, id).asked().get(0).missed().orElseThrow()).contains("DECEASED");
            assertThat(status(test, id).asked().get(2).missed().orElseThrow()).contains("no address on push");
        }
    }

    @Test
    void whoever_has_no_push_is_asked_by_sms_at_once() {
        ward.doctors.put("dr-a", Contact.of("dr-a").sms("+15550100042"));
        try (TestNotifications test = ward.open()) {
            begin(test, ladder());
            test.sent().on(SMS).to("dr-a").one();
        }
    }

    @Test
    void nobody_at_all_rings_the_switchboard_at_once() {
        ward.doctors.clear();
        ward.onCall.clear();
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder().repeatUpTo(5));
            test.sent().none();
            assertThat(ward.rung).hasSize(1);
            assertThat(ward.rung.get(0).id()).isEqualTo(id);
            assertThat(status(test, id).state()).isEqualTo(State.UNANSWERED);
            assertThat(status(test, id).told()).isPresent();
            test.advance(Duration.ofHours(1));
            assertThat(ward.rung).hasSize(1);
        }
    }

    @Test
    void the_ladder_is_repeated_and_then_nobody_has_answered() {
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder().repeatUpTo(2));
            test.advance(Duration.ofMinutes(7 * 3).minusSeconds(1));
            assertThat(ward.rung).isEmpty();
            assertThat(asked(test, id)).hasSize(9);
            test.advance(Duration.ofSeconds(1));
            assertThat(ward.rung).hasSize(1);
            assertThat(ward.rung.get(0).asText()).contains("round 3", "UNANSWERED");
            test.advance(Duration.ofHours(1));
            assertThat(asked(test, id)).hasSize(9);
            assertThat(ward.rung).hasSize(1);
        }
    }

    @Test
    void an_answer_at_any_moment_stops_the_ladder() {
        Duration whole = Duration.ofMinutes(7);
        for (Duration at = Duration.ZERO; at.compareTo(whole) < 0; at = at.plusSeconds(10)) {
            Ward here = new Ward();
            try (TestNotifications test = here.open()) {
                EscalationId id = begin(test, ladder());
                test.advance(at);
                int before = asked(test, id).size();
                Acknowledgement taken = test.notifications().escalations().acknowledge(id, "dr-a");
                assertThat(taken.result()).as("after %s", at).isEqualTo(Acknowledgement.Result.TAKEN);
                test.advance(Duration.ofHours(1));
                assertThat(asked(test, id)).as("after %s", at).hasSize(before);
                assertThat(here.rung).isEmpty();
            }
        }
    }

    @Test
    void acknowledging_anything_it_sent_is_acknowledging_it_and_reading_is_not() {
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder());
            NotificationId first = newest(test, id);
            test.notifications().signs().read(first, "dr-a");
            test.advance(MINUTE.plus(THREE));
            assertThat(asked(test, id)).hasSize(3);
            assertThat(test.notifications()
                            .escalations()
                            .of(first)
                            .orElseThrow()
                            .id())
                    .isEqualTo(id);
            test.notifications().signs().acknowledge(first, Signer.of("dr-a").on(PUSH));
            assertThat(status(test, id).state()).isEqualTo(State.TAKEN);
            assertThat(test.notifications()
                            .signs()
                            .acknowledged(newest(test, id))
                            .orElseThrow()
                            .by())
                    .isEqualTo("dr-a");
            assertThat(test.notifications()
                            .signs()
                            .acknowledge(newest(test, id), "dr-b")
                            .orElseThrow()
                            .by())
                    .isEqualTo("dr-a");
        }
    }

    @Test
    void twice_by_a_stranger_or_too_late_is_answered_clearly_and_changes_nothing() {
        try (TestNotifications test = ward.open()) {
            Escalations all = test.notifications().escalations();
            EscalationId id = begin(test, ladder());
            assertThat(all.acknowledge(id, "dr-d").result()).isEqualTo(Acknowledgement.Result.NOT_ASKED);
            assertThat(all.acknowledge(id, "dr-b").result()).isEqualTo(Acknowledgement.Result.NOT_ASKED);
            assertThat(status(test, id).state()).isEqualTo(State.ASKING);
            assertThat(test.notifications()
                            .forTenant("other")
                            .escalations()
                            .acknowledge(id, "dr-a")
                            .result())
                    .isEqualTo(Acknowledgement.Result.UNKNOWN);
            assertThat(all.acknowledge(id, "dr-a").result()).isEqualTo(Acknowledgement.Result.TAKEN);
            EscalationStatus before = status(test, id);
            Acknowledgement again = all.acknowledge(id, Signer.of("dr-a").note("once more"));
            assertThat(again.result()).isEqualTo(Acknowledgement.Result.TAKEN_BEFORE);
            assertThat(again.has()).isEqualTo(before.taken());
            assertThat(all.resolve(id, "treated")).isTrue();
            assertThat(all.resolve(id, "treated")).isFalse();
            assertThat(all.cancel(id, "not needed")).isFalse();
            assertThat(all.acknowledge(id, "dr-a").result()).isEqualTo(Acknowledgement.Result.OVER);
            assertThat(status(test, id).state()).isEqualTo(State.RESOLVED);
        }
    }

    @Test
    void the_first_of_a_group_has_it_and_the_others_are_told_who() {
        try (TestNotifications test = ward.open()) {
            Group nurses = Group.named("night-nurses");
            test.notifications().groups().add(nurses, "dr-a", "dr-b", "dr-c");
            Escalation all = Escalation.of(VITALS)
                    .toGroup("night-nurses")
                    .with("room", "12B")
                    .firstBy(PUSH)
                    .ifNobodyAnswers("ring-switchboard");
            EscalationId id = begin(test, all);
            test.advance(Duration.ofSeconds(3));
            test.sent().on(PUSH).count(3);
            NotificationId sent = newest(test, id);
            assertThat(test.notifications().signs().acknowledge(sent, "dr-b")).isPresent();
            assertThat(test.notifications()
                            .signs()
                            .acknowledge(sent, "dr-c")
                            .orElseThrow()
                            .by())
                    .isEqualTo("dr-b");
            test.advance(Duration.ofSeconds(3));
            test.sent().on(PUSH).to("dr-a").count(2);
            test.sent().on(PUSH).to("dr-c").count(2);
            test.sent().on(PUSH).to("dr-b").count(1);
            assertThat(test.channel(PUSH).received().get(3).type()).isEqualTo("escalation-taken");
        }
    }

    @Test
    void what_waits_for_others_is_taken_back() {
        try (TestNotifications test = ward.open()) {
            test.notifications()
                    .preferences()
                    .of("dr-a")
                    .quietHours(QuietHours.daily("11:00", "20:00").inZone("UTC"));
            EscalationId id = begin(test, ladder());
            NotificationId first = newest(test, id);
            test.advance(MINUTE.plus(THREE));
            assertThat(test.status(first).deliveries().get(0).state()).isEqualTo(DeliveryState.PENDING);
            test.notifications().escalations().acknowledge(id, "dr-b");
            test.run();
            assertThat(test.status(first).deliveries().get(0).state()).isEqualTo(DeliveryState.CANCELLED);
            assertThat(test.status(first).deliveries().get(0).why()).contains("acknowledged by dr-b");
            test.advance(Duration.ofDays(1));
            test.sent().to("dr-a").none();
        }
    }

    @Test
    void quiet_hours_are_passed_where_that_is_allowed() {
        QuietHours quiet = QuietHours.daily("11:00", "20:00").inZone("UTC");
        try (TestNotifications test =
                TestNotifications.start(ward.setup().andThen(b -> b.allowPassingQuietHours()), PUSH, SMS)) {
            test.notifications().preferences().of("dr-a").quietHours(quiet);
            EscalationId id = begin(test, ladder().passQuietHours());
            test.sent().on(PUSH).to("dr-a").one();
            assertThat(asked(test, id)).hasSize(1);
        }
    }

    @Test
    void who_has_it_and_does_not_resolve_it_is_asked_again() {
        try (TestNotifications test = ward.open()) {
            Escalations all = test.notifications().escalations();
            EscalationId id = begin(test, ladder().resolveWithin(Duration.ofMinutes(30)));
            all.acknowledge(id, "dr-a");
            test.advance(Duration.ofMinutes(29));
            assertThat(asked(test, id)).hasSize(1);
            test.advance(MINUTE);
            assertThat(status(test, id).state()).isEqualTo(State.ASKING);
            assertThat(status(test, id).lap()).isEqualTo(2);
            test.sent().on(PUSH).to("dr-a").count(2);
            NotificationId first =
                    status(test, id).asked().get(0).notification().orElseThrow();
            assertThat(test.notifications().signs().acknowledge(first, "dr-a")).isPresent();
            assertThat(status(test, id).state()).isEqualTo(State.TAKEN);
            all.resolve(id, "treated");
            test.advance(Duration.ofDays(1));
            assertThat(status(test, id).state()).isEqualTo(State.RESOLVED);
            assertThat(asked(test, id)).hasSize(2);
            assertThat(status(test, id).before()).hasSize(1);
        }
    }

    @Test
    void what_may_have_been_sent_counts_as_not_reached() {
        NotificationType miss = VITALS.whenMaybeSent(dev.notify.policy.MaybeSentRule.PREFER_MISS);
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(miss)
                        .contactsFrom(id -> Optional.ofNullable(ward.doctors.get(id)))
                        .onCall("cardiology", q -> List.of("dr-b"))
                        .ifNobodyAnswers("ring-switchboard", ward.rung::add),
                PUSH,
                SMS)) {
            test.channel(PUSH).losesNextReply();
            EscalationId id = begin(test, ladder());
            test.advance(Duration.ofSeconds(3));
            test.sent().on(SMS).to("dr-a").one();
            assertThat(status(test, id).asked().get(0).missed()).contains("MAYBE_SENT");
        }
    }

    @Test
    void a_rota_that_fails_is_asked_again_and_shows_in_health() {
        ward.rotaFails = 3;
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder());
            test.advance(MINUTE.plus(THREE));
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DOWN);
            assertThat(asked(test, id)).hasSize(2);
            test.advance(MINUTE);
            assertThat(asked(test, id)).hasSize(3);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void a_rota_that_goes_on_failing_is_passed_over() {
        ward.rotaFails = 10_000;
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder());
            test.advance(MINUTE.plus(THREE).plus(THREE).plusSeconds(20));
            assertThat(status(test, id).asked().get(2).missed().orElseThrow()).contains("cardiology");
            assertThat(ward.rung).hasSize(1);
        }
    }

    @Test
    void a_rota_that_leads_back_is_passed_over() {
        ward.onCall.clear();
        ward.onCall.add("dr-a");
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder());
            test.advance(MINUTE.plus(THREE));
            assertThat(status(test, id).asked().get(2).missed().orElseThrow()).contains("leads back to dr-a");
            assertThat(ward.rung).hasSize(1);
        }
    }

    @Test
    void the_handler_is_called_again_while_it_throws_and_after_a_crash() {
        ward.handlerFails = 4;
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder());
            test.advance(Duration.ofMinutes(7).plusSeconds(1));
            assertThat(ward.rung).isEmpty();
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DOWN);
            test.crash();
            test.advance(Duration.ofMinutes(5));
            assertThat(ward.rung).hasSize(1);
            assertThat(ward.rung.get(0).id()).isEqualTo(id);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void whoever_takes_it_on_after_all_spares_the_call() {
        ward.handlerFails = 1_000;
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder());
            test.advance(Duration.ofMinutes(8));
            assertThat(status(test, id).state()).isEqualTo(State.UNANSWERED);
            assertThat(test.notifications()
                            .escalations()
                            .acknowledge(id, "dr-b")
                            .first())
                    .isTrue();
            ward.handlerFails = 0;
            test.advance(Duration.ofHours(1));
            assertThat(ward.rung).isEmpty();
            assertThat(status(test, id).state()).isEqualTo(State.TAKEN);
        }
    }

    @Test
    void it_may_be_taken_on_after_the_handler_was_called() {
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder());
            test.advance(Duration.ofMinutes(8));
            assertThat(ward.rung).hasSize(1);
            assertThat(test.notifications()
                            .escalations()
                            .acknowledge(id, "dr-b")
                            .first())
                    .isTrue();
            test.run();
            assertThat(status(test, id).state()).isEqualTo(State.TAKEN);
            test.sent().on(SMS).to("dr-a").count(2);
        }
    }

    @Test
    void a_node_without_the_handler_leaves_it_to_another_and_says_so() {
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder());
            test.node().crash();
            TestNode lacks = test.addNode(b -> b.define(VITALS)
                    .contactsFrom(name -> Optional.ofNullable(ward.doctors.get(name)))
                    .onCall("cardiology", q -> List.of("dr-b")));
            test.advance(Duration.ofMinutes(8));
            assertThat(ward.rung).isEmpty();
            assertThat(lacks.notifications().health().status()).isEqualTo(Health.Status.DOWN);
            test.addNode(ward.setup());
            test.advance(MINUTE);
            assertThat(ward.rung).hasSize(1);
            assertThat(ward.rung.get(0).id()).isEqualTo(id);
        }
    }

    @Test
    void two_services_on_one_store_climb_one_ladder() {
        try (TestNotifications test = ward.open()) {
            TestNode other = test.addNode(ward.setup());
            EscalationId id = begin(test, ladder().key("vitals-1"));
            EscalationReceipt again = other.notifications().escalate(ladder().key("vitals-1"));
            assertThat(again).isEqualTo(new EscalationReceipt(id, true));
            test.advance(Duration.ofMinutes(2));
            test.node().crash();
            test.advance(Duration.ofMinutes(3));
            assertThat(other.notifications()
                            .escalations()
                            .status(id)
                            .orElseThrow()
                            .asked())
                    .hasSize(3);
            test.sent().count(3);
            other.notifications().escalations().acknowledge(id, "dr-b");
            test.advance(Duration.ofHours(1));
            assertThat(ward.rung).isEmpty();
        }
    }

    @Test
    void what_was_called_off_asks_nobody_any_more() {
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder().key("vitals-1"));
            assertThat(test.notifications().as("nurse-7").escalations().cancel(id, "a false alarm"))
                    .isTrue();
            test.advance(Duration.ofHours(1));
            assertThat(asked(test, id)).hasSize(1);
            EscalationStatus status = status(test, id);
            assertThat(status.state()).isEqualTo(State.CANCELLED);
            assertThat(status.closing().orElseThrow().by()).isEqualTo("nurse-7");
            assertThat(test.notifications().escalations().byKey("critical-vitals", "vitals-1"))
                    .contains(status);
            assertThat(ward.rung).isEmpty();
        }
    }

    @Test
    void those_that_are_open_can_be_listed() {
        try (TestNotifications test = ward.open()) {
            Escalations all = test.notifications().escalations();
            EscalationId one = begin(test, ladder());
            EscalationId two = begin(test, ladder());
            assertThat(all.open(Optional.empty(), 10))
                    .extracting(EscalationStatus::id)
                    .containsExactly(one, two);
            assertThat(all.open(Optional.of(one), 10))
                    .extracting(EscalationStatus::id)
                    .containsExactly(two);
            all.acknowledge(one, "dr-a");
            test.run();
            assertThat(all.open(Optional.empty(), 10))
                    .extracting(EscalationStatus::id)
                    .containsExactly(two);
        }
    }

    @Test
    void the_inbox_needs_no_address_and_no_channel_of_the_hosts() {
        ward.doctors.put("dr-a", Contact.of("dr-a"));
        try (TestNotifications test = ward.open()) {
            Escalation quiet = Escalation.of(VITALS)
                    .to("dr-a")
                    .with("room", "12B")
                    .firstBy(PUSH, ChannelName.IN_APP)
                    .ifNobodyAnswers("ring-switchboard");
            EscalationId id = begin(test, quiet);
            test.advance(MINUTE);
            assertThat(status(test, id).asked().get(0).missed()).isEmpty();
            assertThat(test.notifications().escalations().check(quiet)).isEmpty();
            assertThat(ward.rung).isEmpty();
        }
    }

    @Test
    void the_explanation_of_what_was_sent_names_the_escalation() {
        try (TestNotifications test = ward.open()) {
            EscalationId id = begin(test, ladder());
            assertThat(test.notifications()
                            .explain(newest(test, id))
                            .orElseThrow()
                            .asText())
                    .contains("escalation:" + id);
        }
    }

    @Test
    void a_preview_tells_every_rung_and_stores_nothing() {
        try (TestNotifications test = ward.open()) {
            String plan = test.notifications()
                    .escalations()
                    .preview(ladder().repeatUpTo(2))
                    .asText();
            assertThat(plan)
                    .contains("dr-a by push", "dr-a by sms", "dr-b by push", "up to 2 times", "ring-switchboard");
            assertThat(test.notifications().count(DeliveryQuery.all())).isZero();
            assertThat(test.notifications().escalations().open(Optional.empty(), 10))
                    .isEmpty();
        }
    }

    @Test
    void what_is_critical_needs_its_own_permission_only() {
        NotificationType critical = VITALS.priority(Priority.CRITICAL);
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(critical)
                        .allowCritical()
                        .contactsFrom(id -> Optional.ofNullable(ward.doctors.get(id)))
                        .onCall("cardiology", q -> List.of("dr-b"))
                        .ifNobodyAnswers("ring-switchboard", ward.rung::add),
                PUSH,
                SMS)) {
            test.notifications()
                    .preferences()
                    .of("dr-a")
                    .quietHours(QuietHours.daily("11:00", "20:00").inZone("UTC"));
            begin(test, ladder());
            test.sent().on(PUSH).to("dr-a").one();
        }
    }
}
