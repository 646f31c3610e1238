package dev.notify.internal.plan;

import dev.notify.delivery.Decision;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Verdict;
import dev.notify.internal.base.LocalTimes;
import dev.notify.internal.base.UuidV7;
import dev.notify.internal.collapse.Collapse;
import dev.notify.internal.digest.Digests;
import dev.notify.internal.json.Digest;
import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.policy.Quota;
import dev.notify.policy.Route;
import dev.notify.request.IfQuiet;
import dev.notify.request.NotificationType;
import dev.notify.sign.Signature;
import dev.notify.store.Lane;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a delivery. A pure function of the question and the setup; safe for all threads. */
public final class Planner {

    private static final List<Gate> GATES = List.of(
            new StandingGate(),
            new ChannelGate(),
            new ContactGate(),
            new GuardGate(),
            new ConsentGate(),
            new PreferenceGate(),
            new TimesGate(),
            new DigestGate(),
            new CollapseGate());

    private static final Duration CRITICAL_PATIENCE = Duration.ofSeconds(30);
    private static final String CAP = "cap";
    private static final String HELD = "held until ";

    private final Setup setup;

    /** Decides by this setup. */
    public Planner(Setup setup) {
        this.setup = setup;
    }

    /**
     * All that a decision depends on.
     *
     * @param person what is known of the recipient by now
     * @param forced whether an operator asked to pass every hold
     * @param cancelAsked whether it was cancelled while it was being sent
     * @param spoken what went out last about its subject, where its type collapses and that was looked up
     */
    public record Question(
            NotificationType type,
            Priority priority,
            ChannelName channel,
            People.Person person,
            Times times,
            boolean forced,
            boolean cancelAsked,
            Optional<Collapse.Spoken> spoken) {

        /** Without asking what went out about its subject. */
        public Question(
                NotificationType type,
                Priority priority,
                ChannelName channel,
                People.Person person,
                Times times,
                boolean forced,
                boolean cancelAsked) {
            this(type, priority, channel, person, times, forced, cancelAsked, Optional.empty());
        }

        /** The same, where this went out last about its subject. */
        public Question spoken(Optional<Collapse.Spoken> last) {
            return new Question(type, priority, channel, person, times, forced, cancelAsked, last);
        }

        /** Whether it goes out by itself, whatever else there is about its subject. */
        public boolean neverCollapses() {
            return passesHolds() || forced;
        }

        /** Whether nothing holds it. */
        public boolean passesHolds() {
            return priority == Priority.CRITICAL || channel.equals(ChannelName.IN_APP);
        }

        /** Whether it is looked at before its time. */
        boolean early() {
            return !forced && times.now().isBefore(times.dueAt());
        }
    }

    /**
     * The times a decision depends on.
     *
     * @param dueAt when it was planned for
     * @param expiresAt from when it is of no use
     * @param tried whether it has been tried before, and failed
     */
    public record Times(
            Instant now, Instant dueAt, @Nullable Instant expiresAt, IfQuiet ifQuiet, boolean tried) {

        /** The moment it may go out as far as its plan goes. */
        Instant base() {
            return dueAt.isAfter(now) ? dueAt : now;
        }
    }

    /**
     * May it go out now, later, or never? The first gate that does not allow it decides; before its time, one that closes it for what may
     * change by then gives way to one that holds it.
     */
    public Decision decide(Question question) {
        List<Decision.Step> trace = new ArrayList<>();
        Decision closedIfNow = null;
        for (Gate gate : GATES) {
            Answer answer = gate.judge(question, setup);
            Verdict verdict = answer.verdict();
            if (verdict instanceof Verdict.Hold hold) {
                trace.add(said(gate.name(), hold, question.times().now(), question.person()));
                return new Decision(verdict, trace);
            }
            if (verdict instanceof Verdict.Close close) {
                Decision closed = new Decision(verdict, List.of(new Decision.Step(gate.name(), close.why())));
                if (!question.early() || !gate.mayChange(question)) {
                    return closed;
                }
                closedIfNow = closedIfNow == null ? closed : closedIfNow;
            }
            if (answer.note() != null) {
                trace.add(new Decision.Step(gate.name(), answer.note()));
            }
        }
        return closedIfNow == null ? new Decision(Verdict.ALLOW, trace) : closedIfNow;
    }

    /** What is decided of a delivery that nothing else stands in the way of, if its recipient has had as many as the category allows. */
    public Decision tooMany(Question question, Quota cap) {
        Instant now = question.times().now();
        String why = "the recipient has had " + cap.asText() + " of category "
                + question.type().category();
        if (cap.overflow() == Quota.Overflow.DROP) {
            return new Decision(new Verdict.Close(DeliveryState.SUPPRESSED, why), List.of(new Decision.Step(CAP, why)));
        }
        Verdict.Hold hold = new Verdict.Hold(cap.end(now), why);
        return new Decision(hold, List.of(said(CAP, hold, now, question.person())));
    }

    /** What somebody has had by now. */
    public interface Lately {

        /** What went out last about the subject, if its type collapses. */
        Optional<Collapse.Spoken> spoken();

        /** Whether the window of that moment has no more of its category. */
        boolean enough(Quota cap, Instant at);
    }

    /** The cap in which a delivery of which this was decided counts, if there is one. */
    public Optional<Quota> capOf(Question question, Decision decided) {
        boolean counts = decided.verdict() == Verdict.ALLOW
                && !question.passesHolds()
                && !question.forced()
                && question.person().contact().isPresent();
        return counts ? setup.categoryOf(question.type()).cap() : Optional.empty();
    }

    /** What was decided of a delivery that speaks for others, too. */
    public static Decision speaksFor(Decision decision, int others) {
        if (others == 0) {
            return decision;
        }
        List<Decision.Step> trace = new ArrayList<>(decision.trace());
        trace.add(new Decision.Step(CollapseGate.NAME, "speaks for " + others + " more about the same subject"));
        return new Decision(decision.verdict(), trace);
    }

    /** What is decided when it is looked at. */
    public record Look(Instant at, Decision decision) {}

    /**
     * What will be decided of a request, and when, until it goes out or ends, if nothing changes: as it is accepted, when a worker first
     * looks, and at the end of each hold.
     *
     * @param accepted asked with what is known without asking anybody
     * @param asked what is known once somebody is asked
     * @param lately asked only where everything else lets it go out
     */
    public List<Look> foresee(Question accepted, People.Person asked, Lately lately) {
        return new Foresight(this, accepted, asked, lately).looks();
    }

    /**
     * When a worker is to look at it first: when it was planned for, or before that where it may have to go out earlier and nobody has asked
     * yet where the recipient lives and when it is quiet there.
     */
    public Instant firstLook(Question question, Instant planned) {
        return TimesGate.mayMoveForward(question, setup) ? TimesGate.firstLook(question, planned) : planned;
    }

    /**
     * Whether what waits until then is to be decided again when something about its recipient has changed. What waits for its own time alone
     * is decided then; what was held, or moved, or may have to go out before its time, is not.
     *
     * @param planned when its notification was planned for
     * @param waitsUntil when it is due by the last decision
     */
    public static boolean mayChange(Instant now, Instant planned, Instant waitsUntil, boolean hasDeadline) {
        return waitsUntil.isAfter(now)
                && (!planned.isAfter(now)
                        || !waitsUntil.equals(planned)
                        || (hasDeadline && TimesGate.mayLook(planned, now)));
    }

    /** The way a notification that goes by this route takes to that recipient: a bare address has no other than its own channel. */
    public static Route routeOf(Route route, Recipient recipient) {
        return recipient instanceof Recipient.Bare bare
                ? Route.all(bare.address().channel())
                : route;
    }

    /** The id of the delivery that stands in for this one on that channel: always the same. */
    public static UUID standIn(UUID delivery, ChannelName channel) {
        String name = delivery + " " + channel.value();
        return UuidV7.beside(delivery, Digest.of(name), Digest.of(name + " low"));
    }

    /** How long after it was due a delivery on this channel has to reach before the next channel is taken as well; empty for as long as it takes. */
    public static Optional<Duration> fallsBackAfter(Route route, ChannelName channel, Priority priority) {
        if (route.after(channel).isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> patience = route.patience().map(Route.Patience::within);
        return priority == Priority.CRITICAL
                ? patience.filter(p -> p.compareTo(CRITICAL_PATIENCE) < 0).or(() -> Optional.of(CRITICAL_PATIENCE))
                : patience;
    }

    /** The work that takes the next channel when this delivery's time is up, if it has any. */
    public static Optional<Rows.Work> timer(
            Route route, ChannelName channel, Priority priority, Tenant tenant, UUID delivery, long due) {
        Lane lane = Lane.of(WorkKind.FALL_BACK, priority, tenant);
        return fallsBackAfter(route, channel, priority)
                .map(after ->
                        Rows.Work.waiting(UuidV7.timerOf(delivery), WorkKind.FALL_BACK, lane, due + after.toMillis()));
    }

    /** What becomes of a delivery that stands in for another, where its recipient has given the sign it waits for. */
    public static Decision signed(Signature given) {
        String why = "not needed any more: " + given.asText();
        return new Decision(new Verdict.Close(DeliveryState.CANCELLED, why), List.of(new Decision.Step("sign", why)));
    }

    /** When the window ends in which it is collected for a digest; empty if it is not collected. */
    static Optional<Instant> collectedUntil(Question q, Setup setup) {
        return Digests.endOf(
                q.type(),
                q.priority(),
                q.channel(),
                q.forced(),
                q.times().dueAt(),
                Optional.ofNullable(q.times().expiresAt()),
                zoneOf(q.person().contact(), setup));
    }

    /** Whether it is collected for a digest. */
    public boolean isCollected(Question question) {
        return collectedUntil(question, setup).isPresent();
    }

    /** What becomes of a delivery whose turn in its digest this is. */
    public Decision digested(Question question, Decision allowed, Digests.Turn turn) {
        if (turn instanceof Digests.Turn.Told told) {
            return new Decision(
                    new Verdict.Close(told.state(), told.why()),
                    List.of(new Decision.Step(DigestGate.NAME, told.why())));
        }
        if (turn instanceof Digests.Turn.Wait wait) {
            Verdict.Hold hold = new Verdict.Hold(wait.until(), wait.why());
            return new Decision(
                    hold, List.of(said(DigestGate.NAME, hold, question.times().now(), question.person())));
        }
        List<Decision.Step> trace = new ArrayList<>(allowed.trace());
        if (turn instanceof Digests.Turn.Carry carry) {
            trace.add(new Decision.Step(DigestGate.NAME, "carries a digest of " + carry.count()));
        }
        return new Decision(allowed.verdict(), trace);
    }

    /** What becomes of a delivery of a plan that was changed since, where it could not be taken back in time. */
    public static Decision outdated() {
        String why = "what it was planned for was moved or cancelled";
        return new Decision(new Verdict.Close(DeliveryState.CANCELLED, why), List.of(new Decision.Step("plan", why)));
    }

    /** What becomes of a delivery whose condition does not hold: nothing passes it. */
    public static Decision unmet(String condition) {
        String why = "the condition " + condition + " does not hold";
        return new Decision(
                new Verdict.Close(DeliveryState.SUPPRESSED, why), List.of(new Decision.Step("condition", why)));
    }

    /** A hold in plain words, by the recipient's clock. */
    Decision.Step said(String gate, Verdict.Hold hold, Instant now, People.Person person) {
        String until = LocalTimes.said(hold.until(), now, zoneOf(person.contact(), setup));
        return new Decision.Step(gate, HELD + until + ": " + hold.why());
    }

    /** The hold that a stored reason tells of; empty if it tells of none, or of the plan alone. */
    public static String holdIn(String reason) {
        int at = reason.indexOf(HELD);
        return at < 0 || reason.endsWith(": " + TimesGate.SCHEDULED) ? "" : reason.substring(at);
    }

    /** Where it really goes: their inbox, the contact's address on that channel, or the one all messages are redirected to. */
    public Optional<Address> addressFor(Contact contact, ChannelName channel) {
        return setup.lines().isInbox(channel)
                ? Optional.of(Address.of(channel, contact.id()))
                : contact.addressOn(channel).map(a -> setup.guard().redirect().getOrDefault(channel, a));
    }

    /** Where the recipient lives. */
    public static ZoneId zoneOf(Optional<Contact> contact, Setup setup) {
        ZoneId zone = contact.map(Contact::zone).orElse(null);
        return zone == null ? setup.identity().zone() : zone;
    }
}
