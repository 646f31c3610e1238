package dev.notify.internal.plan;

import dev.notify.delivery.Decision;
import dev.notify.delivery.Verdict;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.request.NotificationType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a delivery. A pure function of the question and the setup; safe for all threads. */
public final class Planner {

    private static final List<Gate> GATES = List.of(
            new StandingGate(),
            new ChannelGate(),
            new ContactGate(),
            new GuardGate(),
            new ScheduleGate(),
            new HoursGate());

    private final Setup setup;

    /** Decides by this setup. */
    public Planner(Setup setup) {
        this.setup = setup;
    }

    /**
     * All that a decision depends on.
     *
     * @param contact the recipient's contact: empty where nobody is known by that id
     * @param contactKnown whether it has been looked up yet; at acceptance it often has not
     * @param forced whether an operator asked to pass schedule and hours
     * @param cancelAsked whether it was cancelled while it was being sent
     */
    public record Question(
            NotificationType type,
            Priority priority,
            ChannelName channel,
            Optional<Contact> contact,
            boolean contactKnown,
            Instant now,
            Instant dueAt,
            @Nullable Instant expiresAt,
            boolean forced,
            boolean cancelAsked) {}

    /** May it go out now, later, or never? The first gate that does not allow it decides. */
    public Decision decide(Question question) {
        List<Decision.Step> trace = new ArrayList<>();
        for (Gate gate : GATES) {
            Verdict verdict = gate.judge(question, setup);
            if (verdict instanceof Verdict.Hold hold) {
                trace.add(new Decision.Step(gate.name(), "held until " + hold.until() + ": " + hold.why()));
                return new Decision(verdict, trace);
            }
            if (verdict instanceof Verdict.Close close) {
                trace.add(new Decision.Step(gate.name(), close.why()));
                return new Decision(verdict, trace);
            }
        }
        return new Decision(Verdict.ALLOW, trace);
    }

    /** Where it really goes: the contact's address on that channel, or the one all messages are redirected to. */
    public Optional<Address> addressFor(Contact contact, ChannelName channel) {
        return contact.addressOn(channel).map(a -> setup.guard().redirect().getOrDefault(channel, a));
    }

    /** Where the recipient lives. */
    public static ZoneId zoneOf(Optional<Contact> contact, Setup setup) {
        ZoneId zone = contact.map(Contact::zone).orElse(null);
        return zone == null ? setup.identity().zone() : zone;
    }
}
