package dev.notify.internal.upkeep;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.SampledTimeSource;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the store's clock now and then, so that all nodes agree what time it is. */
final class ClockSampler {

    private static final Logger LOG = LoggerFactory.getLogger(ClockSampler.class);
    private static final long EVERY = 15_000;
    private static final long MUCH = 5_000;

    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private volatile boolean ended;

    ClockSampler(Surroundings surroundings, Store store, Announcer announcer) {
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
    }

    void start() {
        if (surroundings.time() instanceof SampledTimeSource time) {
            time.sample(store::databaseTime);
            surroundings.tasks().after(EVERY, () -> tick(time));
        }
    }

    void stop() {
        ended = true;
    }

    private void tick(SampledTimeSource time) {
        if (ended) {
            return;
        }
        try {
            time.sample(store::databaseTime);
            if (Math.abs(time.skewMillis()) > MUCH) {
                announcer.raise(
                        Health.Status.DEGRADED,
                        "clock",
                        "this machine's clock is " + time.skewMillis()
                                + " ms ahead of the store's: the store's is used; set this machine's right");
            } else {
                announcer.clear("clock");
            }
        } catch (StoreException e) {
            LOG.debug("the store's clock could not be read", Trace.of(e));
        } finally {
            surroundings.tasks().after(EVERY, () -> tick(time));
        }
    }
}
