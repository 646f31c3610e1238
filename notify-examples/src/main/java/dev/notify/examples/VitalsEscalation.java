package dev.notify.examples;

import static dev.notify.model.ChannelName.PUSH;
import static dev.notify.model.ChannelName.SMS;

import dev.notify.escalation.Acknowledgement;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationId;
import dev.notify.escalation.EscalationStatus;
import dev.notify.escalation.Escalations;
import dev.notify.escalation.NextPerson;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.request.NotificationType;
import dev.notify.sign.Signer;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A night on call: the doctor sleeps, the one on call answers; another night nobody does. */
public final class VitalsEscalation {

    private static final NotificationType VITALS = NotificationType.named("critical-vitals")
            .anyTime()
            .sendBy(PUSH)
            .requires("room")
            .privateData("room")
            .text("Vitals", "Room {{room}}")
            .discreet("Ward", "Please look at your ward list.");

    private VitalsEscalation() {}

    public static void main(String[] args) {
        Show.main(VitalsEscalation::run);
    }

    // region ladder
    private static Escalation vitals(String key, String room) {
        return Escalation.of(VITALS)
                .to("dr-silva")
                .with("room", room)
                .key(key)
                .about("patient-42")
                .firstBy(PUSH)
                .thenAfter(Duration.ofMinutes(1), SMS) // the same person, once more
                .thenAfter(Duration.ofMinutes(3), NextPerson.onCall("cardiology"))
                .repeatUpTo(1)
                .resolveWithin(Duration.ofMinutes(30))
                .ifNobodyAnswers("ring-switchboard");
    }
    // endregion

    private static Contact doctor(String id) {
        return Contact.of(id).at(Address.of(PUSH, "phone-of-" + id)).sms("+15550100042");
    }

    static void run(Show show) {
        show.title("Vitals that somebody has to look at");
        List<String> rung = new ArrayList<>();
        // region build
        TestNotifications test = TestNotifications.start(
                b -> b.define(VITALS)
                        .contactsFrom(id -> Optional.of(doctor(id)))
                        .onCall("cardiology", question -> List.of("dr-naidoo"))
                        .ifNobodyAnswers("ring-switchboard", unanswered -> rung.add(unanswered.asText()))
                        .escalations(vitals("check", "1A")), // looked over at start
                PUSH,
                SMS);
        // endregion
        try (test) {
            answered(show, test);
            unanswered(show, test, rung);
        }
    }

    private static void answered(Show show, TestNotifications test) {
        show.step("Dr Silva sleeps; three minutes later whoever is on call is asked");
        EscalationId id =
                test.notifications().escalate(vitals("vitals-88120", "12B")).id();
        test.advance(Duration.ofMinutes(4));
        // region take
        Escalations escalations = test.notifications().escalations();
        Acknowledgement answer =
                escalations.acknowledge(id, Signer.of("dr-naidoo").on(PUSH).note("on my way"));
        // endregion
        show.check(answer.first(), "Dr Naidoo has it");
        test.advance(Duration.ofMinutes(10));
        EscalationStatus status = escalations.status(id).orElseThrow();
        show.line("  " + status.asText());
        show.check(status.asked().size() == 3, "nobody else is asked");
        show.check(
                test.channel(PUSH).received().stream()
                        .anyMatch(m -> m.type().equals("escalation-taken")
                                && m.recipient().equals("dr-silva")),
                "and Dr Silva is told who has it");
        // region resolve
        test.notifications().as("dr-naidoo").escalations().resolve(id, "stable again");
        // endregion
        test.advance(Duration.ofHours(1));
        show.check(
                escalations.status(id).orElseThrow().state() == EscalationStatus.State.RESOLVED,
                "it was resolved in time, so nobody is asked again");
    }

    private static void unanswered(Show show, TestNotifications test, List<String> rung) {
        show.step("Another night nobody answers");
        test.notifications().escalate(vitals("vitals-88121", "7C"));
        test.advance(Duration.ofMinutes(13));
        show.check(rung.isEmpty(), "the ladder is climbed twice, seven minutes each");
        test.advance(Duration.ofMinutes(1));
        show.check(rung.size() == 1, "then the switchboard is rung, once");
    }
}
