package dev.notify.internal.plan;

import dev.notify.delivery.Verdict;
import dev.notify.internal.setup.Setup;

/** Whether its time has come. */
final class ScheduleGate implements Gate {

    @Override
    public String name() {
        return "schedule";
    }

    @Override
    public Verdict judge(Planner.Question q, Setup setup) {
        return q.forced() || !q.dueAt().isAfter(q.now()) ? Verdict.ALLOW : new Verdict.Hold(q.dueAt(), "scheduled");
    }
}
