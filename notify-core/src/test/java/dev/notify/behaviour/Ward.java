package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.PUSH;
import static dev.notify.model.ChannelName.SMS;

import dev.notify.NotificationServiceBuilder;
import dev.notify.escalation.Asked;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationId;
import dev.notify.escalation.EscalationStatus;
import dev.notify.escalation.NextPerson;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.NotificationId;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A ward at night: its doctors, who is on call, and what is rung when nobody answers. */
final class Ward {

    static final NotificationType VITALS = NotificationType.named("critical-vitals")
            .anyTime()
            .sendBy(PUSH)
            .requires("room")
            .text("Vitals", "Room {{room}}")
            .discreet("Ward", "Please look at your ward list.");

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration THREE = Duration.ofMinutes(3);

    final Map<String, Contact> doctors = new HashMap<>();
    final List<EscalationStatus> rung = new ArrayList<>();
    final List<String> onCall = new ArrayList<>(List.of("dr-b"));
    int rotaFails;
    int handlerFails;

    Ward() {
        List.of("dr-a", "dr-b", "dr-c", "dr-d").forEach(id -> doctors.put(id, doctor(id)));
    }

    static Contact doctor(String id) {
        return Contact.of(id).sms("+155501000" + (int) id.charAt(3)).at(Address.of(PUSH, "device-of-" + id));
    }

    /** First dr-a by push, then by SMS, then who is on call, who has three minutes, too. */
    static Escalation ladder() {
        return Escalation.of(VITALS)
                .to("dr-a")
                .with("room", "12B")
                .about("patient-42")
                .firstBy(PUSH)
                .thenAfter(MINUTE, SMS)
                .thenAfter(THREE, NextPerson.onCall("cardiology"))
                .ifNobodyAnswers("ring-switchboard");
    }

    Consumer<NotificationServiceBuilder> setup() {
        return b -> b.define(VITALS)
                .contactsFrom(id -> Optional.ofNullable(doctors.get(id)))
                .onCall("cardiology", question -> {
                    if (rotaFails-- > 0) {
                        throw new IllegalStateException("the rota is away");
                    }
                    return List.copyOf(onCall);
                })
                .ifNobodyAnswers("ring-switchboard", unanswered -> {
                    if (handlerFails-- > 0) {
                        throw new IllegalStateException("switchboard busy");
                    }
                    rung.add(unanswered);
                });
    }

    TestNotifications open() {
        return TestNotifications.start(setup(), PUSH, SMS, EMAIL);
    }

    /** On a store whose calls fail as they are told. */
    TestNotifications openOn(VirtualClock clock, ShakyStore store) {
        return TestNotifications.startOn(store.store(), clock, setup(), PUSH, SMS, EMAIL);
    }

    static ShakyStore shaky(VirtualClock clock) {
        return new ShakyStore(MemoryStore.at(clock));
    }

    static EscalationId begin(TestNotifications test, Escalation escalation) {
        EscalationId id = test.notifications().escalate(escalation).id();
        test.run();
        return id;
    }

    static EscalationStatus status(TestNotifications test, EscalationId id) {
        return test.notifications().escalations().status(id).orElseThrow();
    }

    /** Whoever was asked, in order: names and channels; those who were passed over in brackets. */
    static List<String> asked(TestNotifications test, EscalationId id) {
        return status(test, id).asked().stream().map(Ward::said).toList();
    }

    private static String said(Asked a) {
        String text = String.join("+", a.who()) + " " + a.by();
        return a.missed().isPresent() ? "(" + text + ")" : text;
    }

    static NotificationId newest(TestNotifications test, EscalationId id) {
        List<Asked> asked = status(test, id).asked();
        return asked.get(asked.size() - 1).notification().orElseThrow();
    }
}
