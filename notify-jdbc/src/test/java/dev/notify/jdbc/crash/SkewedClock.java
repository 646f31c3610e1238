package dev.notify.jdbc.crash;

import dev.notify.internal.base.SampledTimeSource;
import dev.notify.internal.base.TimeSource;

/** Clocks of machines that are wrong. */
final class SkewedClock {

    private SkewedClock() {}

    /** As services use it: the store's time, sampled, on a machine that is wrong by so much. */
    static TimeSource ahead(long millis) {
        return new SampledTimeSource(() -> System.currentTimeMillis() + millis, System::nanoTime);
    }

    /** The machine's own time, which nobody should go by. */
    static TimeSource ownOf(long millis) {
        return () -> System.currentTimeMillis() + millis;
    }
}
