package dev.notify.internal.base;

import java.util.function.LongSupplier;

/**
 * The store's clock, sampled now and then and carried on with the monotone clock of this machine.
 *
 * <p>Nodes whose own clocks disagree thus agree on what is due and whose lease has ended. A sample that took long is worth little:
 * it is used only if it was quick, or nothing better is known.
 */
public final class SampledTimeSource implements TimeSource {

    private static final long NANOS = 1_000_000;
    private static final long QUICK = 250 * NANOS;

    private record Anchor(long millis, long nanos) {}

    private volatile Anchor anchor = new Anchor(System.currentTimeMillis(), System.nanoTime());
    private volatile long skewMillis;
    private volatile boolean sampled;

    @Override
    public long millis() {
        Anchor a = anchor;
        return a.millis + (System.nanoTime() - a.nanos) / NANOS;
    }

    /** Reads the store's clock and follows it from now on. */
    public void sample(LongSupplier storeClock) {
        long before = System.nanoTime();
        long store = storeClock.getAsLong();
        long after = System.nanoTime();
        if (after - before > QUICK && sampled) {
            return;
        }
        anchor = new Anchor(store, before + (after - before) / 2);
        skewMillis = System.currentTimeMillis() - millis();
        sampled = true;
    }

    /** How far this machine's own clock is ahead of the store's. */
    public long skewMillis() {
        return skewMillis;
    }
}
