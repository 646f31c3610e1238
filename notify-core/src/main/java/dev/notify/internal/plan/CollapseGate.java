package dev.notify.internal.plan;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.base.LocalTimes;
import dev.notify.internal.collapse.Collapse;
import dev.notify.internal.setup.Setup;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Whether another one of its type about its subject speaks for it. What waited when that one went out is told by it; what came later waits
 * for the window to end, or for the last moment at which it is of use.
 */
final class CollapseGate implements Gate {

    static final String NAME = "collapse";

    private static final Duration IN_TIME = Duration.ofSeconds(5);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer judge(Planner.Question q, Setup setup) {
        if (q.spoken().isEmpty() || q.neverCollapses()) {
            return Answer.ALLOW;
        }
        Collapse.Spoken last = q.spoken().get();
        Instant now = q.times().now();
        ZoneId zone = Planner.zoneOf(q.person().contact(), setup);
        String at = LocalTimes.said(last.at(), now, zone);
        if (last.gone() && last.speaksFor(q.times().dueAt())) {
            return Answer.close(
                    DeliveryState.SUPPRESSED,
                    "collapsed into delivery " + last.delivery() + ", which went out at " + at
                            + " and is about the same subject");
        }
        Instant until = until(last, q.times());
        boolean wait = (last.gone() || last.waits()) && now.isBefore(until);
        return wait
                ? Answer.hold(
                        until,
                        "collapses with what is about the same subject: delivery " + last.delivery()
                                + (last.gone() ? " went out at " + at : " is on its way since " + at))
                : Answer.ALLOW;
    }

    private static Instant until(Collapse.Spoken last, Planner.Times times) {
        Instant deadline = times.expiresAt();
        if (deadline == null || last.until().isBefore(deadline)) {
            return last.until();
        }
        return deadline.minus(last.speaksFor(times.dueAt()) ? LAST_MOMENT : IN_TIME);
    }
}
