package dev.notify.internal.providers;

import dev.notify.policy.RateLimit;
import java.util.ArrayDeque;

/** Keeps to a rate: never more than so many in any stretch of that length. Not thread-safe. */
final class Pace {

    private static final int LOOKED_AT = 400;

    private final int count;
    private final long per;
    private final ArrayDeque<Long> begun = new ArrayDeque<>();

    Pace(RateLimit limit) {
        this.count = limit.count();
        this.per = Math.max(1, limit.per().toMillis());
    }

    /** How many may begin now. */
    int free(long now) {
        while (!begun.isEmpty() && begun.peekFirst() <= now - per) {
            begun.removeFirst();
        }
        return count - begun.size();
    }

    /** How many may begin until then. */
    int freeUntil(long now, long then) {
        int free = free(now);
        int looked = 0;
        for (long at : begun) {
            if (at > then - per || ++looked > LOOKED_AT) {
                break;
            }
            free++;
        }
        return free;
    }

    void begin(long now) {
        begun.addLast(now);
    }

    /** The last one that began did not come to a call. */
    void undo() {
        begun.pollLast();
    }

    /** When the next one may begin. */
    long nextAt(long now) {
        return free(now) > 0 ? now : begun.getFirst() + per;
    }
}
