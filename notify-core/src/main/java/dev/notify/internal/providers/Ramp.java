package dev.notify.internal.providers;

/**
 * How a provider that was away is used again: two deliveries in the first second, twice as many in each that follows, until after ten
 * seconds only its own limits count. Not thread-safe.
 */
final class Ramp {

    private static final long STEP = 1_000;
    private static final int STEPS = 10;
    private static final long OFF = Long.MIN_VALUE / 2;

    private long since = OFF;
    private long step = -1;
    private int begun;

    void start(long now) {
        since = now;
        step = -1;
    }

    boolean on(long now) {
        return since != OFF && now - since < STEPS * STEP;
    }

    private static int allowed(long step) {
        return 2 << (int) Math.min(step, STEPS);
    }

    private long stepAt(long now) {
        return Math.max(0, (now - since) / STEP);
    }

    private int begunIn(long wanted) {
        return wanted == step ? begun : 0;
    }

    int free(long now, int underWay) {
        if (!on(now)) {
            return Integer.MAX_VALUE;
        }
        long at = stepAt(now);
        return Math.max(0, allowed(at) - Math.max(underWay, begunIn(at)));
    }

    int soon(long now, int underWay) {
        return on(now) ? Math.max(0, allowed(stepAt(now) + 1) - underWay) : Integer.MAX_VALUE;
    }

    long nextAt(long now, int underWay) {
        return !on(now) || free(now, underWay) > 0 ? now : since + (stepAt(now) + 1) * STEP;
    }

    void begin(long now) {
        if (on(now)) {
            long at = stepAt(now);
            begun = begunIn(at) + 1;
            step = at;
        }
    }
}
