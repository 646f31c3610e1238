package dev.notify.internal.prepare;

import dev.notify.delivery.Decision;
import dev.notify.delivery.Verdict;
import dev.notify.internal.collapse.Collapse;
import dev.notify.internal.digest.Digests;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.prepare.Preparation.Prepared;
import dev.notify.internal.quota.QuotaStore;
import dev.notify.policy.Quota;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.StoreBusyException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decides what becomes of a delivery right before it is tried, with what is counted only then: its recipient's cap for the category, in
 * which one notification counts once, on however many channels; and who speaks for all that is about its subject.
 */
final class Decider {

    private static final int TRIES = 20;

    private final Planner planner;
    private final QuotaStore quotas;
    private final Collapse collapse;

    Decider(Planner planner, QuotaStore quotas, Collapse collapse) {
        this.planner = planner;
        this.quotas = quotas;
        this.collapse = collapse;
    }

    /**
     * What was decided.
     *
     * @param others how many it speaks for besides itself
     * @param digest what it carries, where it tells of all that was collected
     * @param barred what becomes of it instead, where it may go out and something else is in the way
     */
    record Decided(Decision decision, int others, Optional<Prepared.Not> barred, Optional<Digests.Turn.Carry> digest) {

        Decided(Decision decision, int others) {
            this(decision, others, Optional.empty(), Optional.empty());
        }

        boolean goesOut() {
            return decision.verdict() == Verdict.ALLOW;
        }
    }

    /**
     * Decides and counts.
     *
     * @param last asked where everything else allows a try, before anything is counted: what does not go out takes nobody's place
     * @param turn what it is to do, asked where its type is collected for digests and nothing else stands in its way
     * @throws dev.notify.store.StoreException if what is counted cannot be read or written now
     */
    Decided decide(
            Planner.Question question,
            ReadPart.Loaded loaded,
            Function<Decision, Optional<Prepared.Not>> last,
            Supplier<Digests.Turn> turn) {
        if (question.type().digest().isPresent()) {
            return collected(question, loaded, last, turn);
        }
        Optional<Collapse.Key> key = collapses(question, loaded);
        if (key.isEmpty()) {
            return counted(question, loaded, last);
        }
        for (int i = 0; i < TRIES; i++) {
            Collapse.Seen seen = collapse.look(key.get(), loaded.delivery().id());
            Decided decided = counted(question.spoken(seen.spoken()), loaded, last);
            if (!decided.goesOut() || decided.barred().isPresent()) {
                return decided;
            }
            if (collapse.speaks(seen, loaded.delivery().id())) {
                int others = others(key.get(), question, loaded.delivery());
                return new Decided(Planner.speaksFor(decided.decision(), others), others);
            }
        }
        throw new StoreBusyException("others about the same subject are always faster", null);
    }

    private Decided counted(
            Planner.Question question, ReadPart.Loaded loaded, Function<Decision, Optional<Prepared.Not>> last) {
        Decision decision = planner.decide(question);
        Optional<Prepared.Not> barred = decision.verdict() == Verdict.ALLOW ? last.apply(decision) : Optional.empty();
        return barred.isPresent()
                ? new Decided(decision, 0, barred, Optional.empty())
                : new Decided(capped(question, decision, loaded.notification()), 0);
    }

    private Decided collected(
            Planner.Question question,
            ReadPart.Loaded loaded,
            Function<Decision, Optional<Prepared.Not>> last,
            Supplier<Digests.Turn> turn) {
        Decision decision = planner.decide(question);
        if (decision.verdict() != Verdict.ALLOW) {
            return new Decided(decision, 0);
        }
        Optional<Prepared.Not> barred = last.apply(decision);
        return barred.isPresent()
                ? new Decided(decision, 0, barred, Optional.empty())
                : digested(question, loaded, turn.get(), decision);
    }

    private Decided digested(Planner.Question question, ReadPart.Loaded loaded, Digests.Turn turn, Decision allowed) {
        Decision decision = planner.digested(question, allowed, turn);
        Optional<Digests.Turn.Carry> carry = turn instanceof Digests.Turn.Carry c ? Optional.of(c) : Optional.empty();
        return new Decided(capped(question, decision, loaded.notification()), 0, Optional.empty(), carry);
    }

    private int others(Collapse.Key key, Planner.Question question, Rows.Delivery delivery) {
        return collapse.others(
                key, delivery.recipientLookup(), delivery.id(), question.times().now());
    }

    private static Optional<Collapse.Key> collapses(Planner.Question question, ReadPart.Loaded loaded) {
        return question.neverCollapses()
                ? Optional.empty()
                : question.person()
                        .contact()
                        .flatMap(contact -> Collapse.keyOf(
                                question.type(),
                                loaded.notification(),
                                loaded.delivery().channel(),
                                contact.id()));
    }

    /** What was decided, or, of what may go out and is one too many, what becomes of that. */
    private Decision capped(Planner.Question question, Decision decided, Rows.Notification notification) {
        Optional<Quota> cap = planner.capOf(question, decided);
        if (cap.isEmpty()) {
            return decided;
        }
        String recipient = question.person().contact().orElseThrow().id();
        QuotaStore.Key key = quotas.capOf(notification.tenant(), question.type().category(), recipient, cap.get());
        return quotas.take(key, notification.id()) ? decided : planner.tooMany(question, cap.get());
    }
}
