package dev.notify;

/** What {@code start()} does when the store cannot be reached. */
public enum WhenStoreIsDown {
    /** Throws. The default. */
    FAIL,
    /** Returns; health is DEGRADED and requests are refused until the store is there, which is tried every second. */
    WAIT
}
