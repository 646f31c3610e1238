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

    private final LongSupplier machineClock;
    private final LongSupplier nanoTime;
    private volatile Anchor anchor;
    private volatile long skewMillis;
    private volatile boolean sampled;

    /** By the clocks of this machine. */
    public SampledTimeSource() {
        this(System::currentTimeMillis, System::nanoTime);
    }

    /**
     * By clocks of a simulation's.
     *
     * @param machineClock epoch milliseconds; may be set, forwards and backwards
     * @param nanoTime nanoseconds since whenever; never goes back
     */
    public SampledTimeSource(LongSupplier machineClock, LongSupplier nanoTime) {
        this.machineClock = machineClock;
        this.nanoTime = nanoTime;
        this.anchor = new Anchor(machineClock.getAsLong(), nanoTime.getAsLong());
    }

    @Override
    public long millis() {
        Anchor a = anchor;
        return a.millis + (nanoTime.getAsLong() - a.nanos) / NANOS;
    }

    @Override
    public long steady() {
        return nanoTime.getAsLong() / NANOS;
    }

    /** Reads the store's clock and follows it from now on. */
    public void sample(LongSupplier storeClock) {
        long before = nanoTime.getAsLong();
        long store = storeClock.getAsLong();
        long after = nanoTime.getAsLong();
        if (after - before > QUICK && sampled) {
            return;
        }
        anchor = new Anchor(store, before + (after - before) / 2);
        skewMillis = machineClock.getAsLong() - millis();
        sampled = true;
    }

    /** How far this machine's own clock is ahead of the store's. */
    public long skewMillis() {
        return skewMillis;
    }
}
