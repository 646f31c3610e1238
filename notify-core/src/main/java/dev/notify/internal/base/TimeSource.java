package dev.notify.internal.base;

import java.time.Instant;

/** The one clock: decides due times, leases, limits. Epoch milliseconds, following the store's clock where there is one. */
@FunctionalInterface
public interface TimeSource {

    /** Now, in epoch milliseconds. */
    long millis();

    /** Now. */
    default Instant now() {
        return Instant.ofEpochMilli(millis());
    }
}
