package dev.notify.internal.plan;

import dev.notify.delivery.Decision;
import dev.notify.delivery.Verdict;
import dev.notify.internal.collapse.Collapse;
import dev.notify.internal.people.People;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes ahead of the clock from one look at a delivery to the next, and decides at each as a worker will. */
final class Foresight {

    /** Each hold leads to a later moment; of more than these, something would be wrong. */
    private static final int MOST_LOOKS = 1_000;

    private final Planner planner;
    private final Planner.Question accepted;
    private final People.Person asked;
    private final Planner.Lately lately;
    private final List<Planner.Look> looks = new ArrayList<>();
    private Optional<Collapse.Spoken> spoken = Optional.empty();
    private boolean looked;

    Foresight(Planner planner, Planner.Question accepted, People.Person asked, Planner.Lately lately) {
        this.planner = planner;
        this.accepted = accepted;
        this.asked = asked;
        this.lately = lately;
    }

    List<Planner.Look> looks() {
        Instant now = accepted.times().now();
        Decision first = planner.decide(accepted);
        if (first.verdict() instanceof Verdict.Close) {
            return List.of(new Planner.Look(now, first));
        }
        Instant planned = accepted.times().dueAt();
        if (first.verdict() instanceof Verdict.Hold hold) {
            planned = hold.until();
            List<Decision.Step> trace = first.trace().stream()
                    .map(step -> planner.said(step.gate(), hold, now, asked))
                    .toList();
            looks.add(new Planner.Look(now, new Decision(hold, trace)));
        }
        Instant look = planner.firstLook(accepted, planned);
        goOn(look.isBefore(now) ? now : look);
        return List.copyOf(looks);
    }

    private void goOn(Instant from) {
        Instant at = from;
        while (looks.size() < MOST_LOOKS) {
            Decision decision = decide(at);
            looks.add(new Planner.Look(at, decision));
            if (!(decision.verdict() instanceof Verdict.Hold hold)) {
                return;
            }
            Instant next = at.plus(Duration.ofMillis(1));
            at = hold.until().isAfter(next) ? hold.until() : next;
        }
    }

    private Decision decide(Instant at) {
        Planner.Question question = atThat(at);
        Decision decision = planner.decide(question);
        if (decision.verdict() != Verdict.ALLOW) {
            return decision;
        }
        if (!question.neverCollapses()) {
            question = question.spoken(spoken());
            decision = planner.decide(question);
        }
        Planner.Question asked = question;
        return planner.capOf(asked, decision)
                .filter(cap -> lately.enough(cap, at))
                .map(cap -> planner.tooMany(asked, cap))
                .orElse(decision);
    }

    private Optional<Collapse.Spoken> spoken() {
        if (!looked) {
            spoken = lately.spoken();
            looked = true;
        }
        return spoken;
    }

    private Planner.Question atThat(Instant now) {
        Planner.Times t = accepted.times();
        return new Planner.Question(
                accepted.type(),
                accepted.priority(),
                accepted.channel(),
                asked,
                new Planner.Times(now, t.dueAt(), t.expiresAt(), t.ifQuiet(), false),
                accepted.forced(),
                accepted.cancelAsked());
    }
}
