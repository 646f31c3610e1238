package dev.notify.store;

/**
 * The kinds of work in the queue. A delivery is one; what comes later (recurrences, escalations, digests) is another.
 *
 * <p>The code is what is stored and never changes. A node that meets a code it does not know gives the row back.
 */
public enum WorkKind {
    /** Deliver: the row's reference is a delivery. */
    DELIVER(1),
    /** Call a named handler: the row's reference is a {@link Rows.Call}. */
    CALL(2),
    /** Go on with a fan-out: the row's reference is a notification, and the card of that id. */
    FAN_OUT(3),
    /** Decide what waits for somebody again: the row's reference is a card that names them. */
    REPLAN(4),
    /**
     * Fall back where a delivery has not reached its recipient in time: the row's reference is the delivery's id with version 8 in place of
     * its own.
     */
    FALL_BACK(5),
    /** Send the next of what comes again, or look when that is: the row's reference is a card. */
    RECUR(6),
    /** Ask a source of the host's what is due: the row's reference is a card. */
    DUE(7),
    /** Go on with an escalation: the row's reference is its card. */
    ESCALATE(9),
    /** Take a report in that came before its delivery was recorded: the row's reference is the card that keeps it. */
    REPORT(11);

    private final int code;

    WorkKind(int code) {
        this.code = code;
    }

    /** The stored form. */
    public int code() {
        return code;
    }
}
