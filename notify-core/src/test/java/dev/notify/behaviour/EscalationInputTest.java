package dev.notify.behaviour;

import static dev.notify.behaviour.Ward.MINUTE;
import static dev.notify.behaviour.Ward.THREE;
import static dev.notify.behaviour.Ward.VITALS;
import static dev.notify.behaviour.Ward.ladder;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.PUSH;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.StartException;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.NextPerson;
import dev.notify.event.Health;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Ladders that nobody should climb. */
class EscalationInputTest {

    private final Ward ward = new Ward();

    private static void refused(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    private static Escalation first() {
        return Escalation.of(VITALS).to("dr-a").with("room", "12B").firstBy(PUSH);
    }

    @Test
    void what_is_wrong_by_itself_is_refused_where_it_is_said() {
        refused("firstBy", () -> Escalation.of(VITALS).firstBy());
        refused("firstBy", () -> first().firstBy(SMS));
        refused("firstBy", () -> Escalation.of(VITALS).to("dr-a").thenAfter(MINUTE, SMS));
        refused("thenAfter", () -> first().thenAfter(Duration.ZERO, SMS));
        refused("thenAfter", () -> first().thenAfter(Duration.ofSeconds(-1), SMS));
        refused("thenAfter", () -> first().thenAfter(Duration.ofDays(8), SMS));
        refused("thenAfter", () -> first().thenAfter(MINUTE));
        refused("answerWithin", () -> first().answerWithin(Duration.ZERO));
        refused("resolveWithin", () -> first().resolveWithin(Duration.ofSeconds(-1)));
        refused("repeatUpTo", () -> first().repeatUpTo(-1));
        refused("repeatUpTo", () -> first().repeatUpTo(21));
        refused("rota", () -> NextPerson.onCall("not a name"));
        refused("recipients", () -> NextPerson.user(" "));
        refused("ifNobodyAnswers", () -> first().ifNobodyAnswers(" "));
        refused("tellOthers", () -> first().tellOthers(""));
    }

    @Test
    void loops_are_refused() {
        refused("thenAfter", () -> first().thenAfter(MINUTE, PUSH));
        refused("thenAfter", () -> first().thenAfter(MINUTE, NextPerson.user("dr-a")));
        refused(
                "thenAfter",
                () -> first().thenAfter(MINUTE, NextPerson.onCall("c"))
                        .thenAfter(MINUTE, NextPerson.user("dr-b"))
                        .thenAfter(MINUTE, NextPerson.onCall("c")));
        assertThat(first().thenAfter(MINUTE, NextPerson.onCall("c"))
                        .thenAfter(MINUTE, NextPerson.onCall("c"), SMS)
                        .rungs())
                .hasSize(3);
        Escalation tooLong = first();
        for (int i = 1; i < Escalation.MOST_RUNGS; i++) {
            tooLong = tooLong.thenAfter(MINUTE, NextPerson.user("dr-" + i + "x"));
        }
        Escalation full = tooLong;
        refused("thenAfter", () -> full.thenAfter(MINUTE, SMS));
    }

    @Test
    void what_is_wrong_as_a_whole_is_refused_and_nothing_is_stored() {
        try (TestNotifications test = ward.open()) {
            refuses(test, "to", () -> Escalation.of(VITALS).firstBy(PUSH).ifNobodyAnswers("ring-switchboard"));
            refuses(test, "firstBy", () -> Escalation.of(VITALS).to("dr-a").ifNobodyAnswers("ring-switchboard"));
            refuses(test, "ifNobodyAnswers", EscalationInputTest::first);
            refuses(test, "ifNobodyAnswers", () -> ladder().ifNobodyAnswers("ring-nobody-knows"));
            refuses(test, "thenAfter", () -> ladder().thenAfter(MINUTE, NextPerson.onCall("surgery")));
            refuses(test, "thenAfter", () -> ladder().thenAfter(MINUTE, NextPerson.group("no-such-group")));
            refuses(test, "toGroup", () -> ladder().toGroup("no-such-group"));
            refuses(test, "thenAfter", () -> ladder().thenAfter(MINUTE, ChannelName.of("pigeon")));
            refuses(
                    test,
                    "firstBy",
                    () -> Escalation.of(VITALS)
                            .to("dr-a")
                            .with("room", "12B")
                            .firstBy(ChannelName.of("pigeon"))
                            .ifNobodyAnswers("ring-switchboard"));
            refuses(
                    test,
                    "type",
                    () -> Escalation.of("nothing").to("dr-a").firstBy(PUSH).ifNobodyAnswers("ring-switchboard"));
            refuses(
                    test,
                    "data.room",
                    () -> Escalation.of(VITALS).to("dr-a").firstBy(PUSH).ifNobodyAnswers("ring-switchboard"));
            refuses(test, "tellOthers", () -> ladder().tellOthers("nothing"));
            refuses(test, "passQuietHours", () -> ladder().passQuietHours());
            refuses(
                    test,
                    "thenAfter",
                    () -> Escalation.of(VITALS)
                            .with("room", "1")
                            .firstBy(PUSH)
                            .thenAfter(MINUTE, NextPerson.user("dr-a"))
                            .to("dr-a")
                            .ifNobodyAnswers("ring-switchboard"));
            test.advance(Duration.ofHours(1));
            test.sent().none();
            assertThat(ward.rung).isEmpty();
        }
    }

    private static void refuses(TestNotifications test, String field, Supplier<Escalation> escalation) {
        refused(field, () -> test.notifications().escalate(escalation.get()));
        assertThat(test.notifications().escalations().open(Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    void a_key_that_is_taken_for_others_is_refused() {
        try (TestNotifications test = ward.open()) {
            test.notifications().escalate(ladder().key("vitals-1"));
            refused(
                    "key",
                    () -> test.notifications().escalate(ladder().key("vitals-1").to("dr-d")));
            refused(
                    "key",
                    () -> test.notifications().escalate(ladder().key("vitals-1").about("patient-43")));
            assertThat(test.notifications()
                            .forTenant("other")
                            .escalate(ladder().key("vitals-1"))
                            .replayed())
                    .isFalse();
        }
    }

    @Test
    void answers_need_a_note_and_an_id() {
        try (TestNotifications test = ward.open()) {
            var id = test.notifications().escalate(ladder()).id();
            refused("note", () -> test.notifications().escalations().resolve(id, " "));
            refused("why", () -> test.notifications().escalations().cancel(id, ""));
            refused("limit", () -> test.notifications().escalations().open(Optional.empty(), 0));
            refused("recipientId", () -> test.notifications().escalations().acknowledge(id, "address:sms:x"));
        }
    }

    @Test
    void a_service_that_lacks_what_its_ladders_need_does_not_start() {
        assertThatThrownBy(() -> TestNotifications.start(
                        b -> b.define(VITALS)
                                .contactsFrom(id -> Optional.of(Ward.doctor("dr-a")))
                                .escalations(ladder().passQuietHours(), first()),
                        PUSH))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("ring-switchboard")
                .hasMessageContaining("cardiology")
                .hasMessageContaining("names sms")
                .hasMessageContaining("allowPassingQuietHours()")
                .hasMessageContaining("ifNobodyAnswers is missing");
    }

    @Test
    void what_would_not_reach_anybody_is_found_at_start_and_on_request() {
        ward.doctors.put("dr-a", Contact.of("dr-a"));
        ward.onCall.clear();
        Escalation declared = ladder().thenAfter(THREE, NextPerson.user("dr-x"))
                .thenAfter(THREE, NextPerson.user("dr-c"), EMAIL)
                .thenAfter(THREE, NextPerson.group("empty"));
        try (TestNotifications test =
                TestNotifications.start(ward.setup().andThen(b -> b.escalations(declared)), PUSH, SMS, EMAIL)) {
            test.run();
            Health health = test.notifications().health();
            assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(health.asText())
                    .contains("dr-a: the contact has no address on push")
                    .contains("nobody is on call for cardiology")
                    .contains("dr-x: nobody is known by that id")
                    .contains("dr-c: the contact has no address on email")
                    .contains("group/empty has no members");
            assertThat(test.notifications().escalations().check()).hasSize(5);
            ward.onCall.add("dr-a");
            assertThat(test.notifications().escalations().check(declared))
                    .anySatisfy(w -> assertThat(w.asText()).contains("rung 3", "a loop"));
            ward.rotaFails = 1;
            assertThat(test.notifications().escalations().check(declared))
                    .anySatisfy(w -> assertThat(w.what()).contains("could not be asked"));
        }
    }

    @Test
    void a_sound_ladder_has_no_weakness() {
        try (TestNotifications test = ward.open()) {
            assertThat(test.notifications().escalations().check(ladder())).isEmpty();
            test.notifications().escalate(ladder());
            ward.doctors.put("dr-a", Ward.doctor("dr-a").status(Contact.Status.PAUSED));
            assertThat(test.notifications().escalations().check())
                    .isNotEmpty()
                    .allSatisfy(w -> assertThat(w.what()).contains("PAUSED"));
        }
    }
}
