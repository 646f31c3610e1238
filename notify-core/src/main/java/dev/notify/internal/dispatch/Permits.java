package dev.notify.internal.dispatch;

import dev.notify.policy.Concurrency;

/** How many may run at once: grows by one for each round of successes while all are taken, halves when a channel pushes back. */
final class Permits {

    private static final long HALVE_AGAIN_AFTER = 1_000;

    private final Concurrency bounds;
    private int limit;
    private int successes;
    private long halvedAt = Long.MIN_VALUE / 2;

    Permits(Concurrency bounds) {
        this.bounds = bounds;
        this.limit = bounds.least();
    }

    int limit() {
        return limit;
    }

    /** How many may run if the next one is critical: a quarter more. */
    int criticalLimit() {
        return limit + Math.max(1, limit / 4);
    }

    void succeeded(boolean allTaken) {
        if (!allTaken) {
            successes = 0;
        } else if (++successes >= limit && limit < bounds.most()) {
            limit++;
            successes = 0;
        }
    }

    void pushedBack(long now) {
        if (now - halvedAt >= HALVE_AGAIN_AFTER) {
            limit = Math.max(bounds.least(), limit / 2);
            halvedAt = now;
        }
        successes = 0;
    }
}
