package dev.notify.schedule;

/** What becomes of an occurrence whose time has passed by more than is allowed. */
public enum IfMissed {
    /** It is TOO_LATE: not sent, counted, a line of the trail and an event for the host. */
    TELL,
    /** Of all that were missed the last one is sent now, once. */
    SEND_ONCE,
    /** It is left out, and counted as skipped. */
    SKIP
}
