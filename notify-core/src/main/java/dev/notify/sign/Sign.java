package dev.notify.sign;

/** What shows that somebody was reached. */
public enum Sign {
    /** It was read. */
    READ,
    /** It was acknowledged: somebody takes it on. Reading is not acknowledging, but who acknowledges has read. */
    ACKNOWLEDGED;

    /** Whether somebody who waits for that sign need not wait any more when this one is given. */
    public boolean answers(Sign awaited) {
        return this == awaited || this == ACKNOWLEDGED;
    }
}
