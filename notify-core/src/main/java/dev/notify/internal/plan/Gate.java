package dev.notify.internal.plan;

import dev.notify.delivery.Verdict;
import dev.notify.internal.setup.Setup;

/** One reason for which a delivery may have to wait, or not go out at all. */
interface Gate {

    /** What it is called in a decision's trace. */
    String name();

    /** Judges by its reason alone. */
    Verdict judge(Planner.Question question, Setup setup);
}
