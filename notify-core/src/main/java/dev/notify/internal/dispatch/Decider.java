package dev.notify.internal.dispatch;

import dev.notify.delivery.Decision;
import dev.notify.delivery.Verdict;
import dev.notify.internal.collapse.Collapse;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.quota.QuotaStore;
import dev.notify.policy.Quota;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.StoreBusyException;
import java.util.Optional;
import java.util.function.Predicate;

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
     */
    record Decided(Decision decision, int others) {
        boolean goesOut() {
            return decision.verdict() == Verdict.ALLOW;
        }
    }

    /**
     * Decides and counts.
     *
     * @param ready asked where everything else allows a try, before anything is counted: what does not go out takes nobody's place
     * @return empty if it was not ready
     * @throws dev.notify.store.StoreException if what is counted cannot be read or written now
     */
    Optional<Decided> decide(Planner.Question question, ReadPart.Loaded loaded, Predicate<Decision> ready) {
        Optional<Collapse.Key> key = collapses(question, loaded);
        if (key.isEmpty()) {
            Decision decision = planner.decide(question);
            return notReady(decision, ready)
                    ? Optional.empty()
                    : Optional.of(new Decided(capped(question, decision, loaded.notification()), 0));
        }
        for (int i = 0; i < TRIES; i++) {
            Collapse.Seen seen = collapse.look(key.get(), loaded.delivery().id());
            Planner.Question asked = question.spoken(seen.spoken());
            Decision allowed = planner.decide(asked);
            if (notReady(allowed, ready)) {
                return Optional.empty();
            }
            Decision decision = capped(asked, allowed, loaded.notification());
            if (decision.verdict() != Verdict.ALLOW) {
                return Optional.of(new Decided(decision, 0));
            }
            if (collapse.speaks(seen, loaded.delivery().id())) {
                int others = others(key.get(), question, loaded.delivery());
                return Optional.of(new Decided(Planner.speaksFor(decision, others), others));
            }
        }
        throw new StoreBusyException("others about the same subject are always faster", null);
    }

    private static boolean notReady(Decision decision, Predicate<Decision> ready) {
        return decision.verdict() == Verdict.ALLOW && !ready.test(decision);
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
