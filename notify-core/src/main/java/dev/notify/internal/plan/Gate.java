package dev.notify.internal.plan;

import dev.notify.internal.setup.Setup;

/** One reason for which a delivery may have to wait, or not go out at all. */
interface Gate {

    /** What it is called in a decision's trace. */
    String name();

    /** Judges by its reason alone. */
    Answer judge(Planner.Question question, Setup setup);

    /** Whether what it says of a delivery whose time has not come may be another thing by then. */
    default boolean mayChange(Planner.Question question) {
        return false;
    }
}
