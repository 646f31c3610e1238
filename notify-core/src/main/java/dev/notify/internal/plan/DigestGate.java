package dev.notify.internal.plan;

import dev.notify.internal.setup.Setup;
import java.time.Instant;
import java.util.Optional;

/** Whether it is collected, and the window is not over yet. Where its recipient lives is not known before somebody is asked: then it is looked at at once. */
final class DigestGate implements Gate {

    static final String NAME = "digest";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer judge(Planner.Question q, Setup setup) {
        if (q.type().digest().isEmpty() || !q.person().known()) {
            return Answer.ALLOW;
        }
        Optional<Instant> end = Planner.collectedUntil(q, setup);
        if (end.isEmpty()) {
            return q.passesHolds() || q.forced() ? Answer.ALLOW : Answer.allow("goes out by itself");
        }
        return q.times().now().isBefore(end.get()) ? Answer.hold(end.get(), "collected for a digest") : Answer.ALLOW;
    }
}
