package dev.notify.internal.doctor;

import dev.notify.event.Health;
import dev.notify.internal.base.TimeSource;
import dev.notify.store.Store;
import java.util.List;
import java.util.Optional;

/** Whether the store answers, how soon, and whether it can be written to. */
final class StoreLook {

    private static final String WHERE = "store";
    private static final String LOOKED = "doctor";
    private static final long SLOW = 1_000;

    private final Store store;
    private final TimeSource time;

    StoreLook(Store store, TimeSource time) {
        this.store = store;
        this.time = time;
    }

    Look look() {
        return new Look(WHERE, this::findings);
    }

    private List<Health.Finding> findings() {
        String now = time.now().toString();
        long before = time.steady();
        store.meta().put(LOOKED, now);
        Optional<String> read = store.meta().get(LOOKED);
        long took = time.steady() - before;
        if (read.isEmpty()) {
            return List.of(new Health.Finding(Health.Status.DOWN, WHERE, "forgets what it was told"));
        }
        String what = "takes and gives back a line in " + took + " ms";
        return List.of(
                took > SLOW
                        ? new Health.Finding(
                                Health.Status.DEGRADED,
                                WHERE,
                                what + ": look for a slow disk, a far network, or sessions that keep rows locked")
                        : new Health.Finding(Health.Status.UP, WHERE, what));
    }
}
