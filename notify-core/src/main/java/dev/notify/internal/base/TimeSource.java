package dev.notify.internal.base;

import java.time.Instant;

/** The one clock: decides due times, leases, limits. Epoch milliseconds, following the store's clock where there is one. */
@FunctionalInterface
public interface TimeSource {

    /** The machine's own clock: for what tells others what time it is, and decides nothing of ours. */
    static TimeSource ofMachine() {
        return System::currentTimeMillis;
    }

    /** Now, in epoch milliseconds. */
    long millis();

    /** Milliseconds since whenever, for how long something takes: a clock that is set, here or in the store, does not move it. */
    default long steady() {
        return millis();
    }

    /** Now. */
    default Instant now() {
        return Instant.ofEpochMilli(millis());
    }
}
