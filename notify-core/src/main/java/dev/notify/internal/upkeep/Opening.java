package dev.notify.internal.upkeep;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.Trace;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreUnavailableException;
import dev.notify.store.StoreUnavailableException.CommitUnknownException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store, at once or as soon as it is there. */
final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final long AGAIN_AFTER = 1_000;
    private static final int PIN_TIMES = 20;
    private static final long PIN_AGAIN_AFTER = 100;

    private final Tasks tasks;
    private final Store store;
    private final Announcer announcer;
    private volatile boolean ended;

    Opening(Tasks tasks, Store store, Announcer announcer) {
        this.tasks = tasks;
        this.store = store;
        this.announcer = announcer;
    }

    void stop() {
        ended = true;
    }

    void open(boolean wait, Runnable opened) {
        boolean prepared = false;
        try {
            prepare();
            prepared = true;
            opened.run();
            announcer.clear("store");
        } catch (StoreUnavailableException e) {
            if (!wait) {
                throw e;
            }
            if (prepared) {
                store.close();
            }
            announcer.raise(
                    Health.Status.DEGRADED, "store", "cannot be reached yet: nothing is accepted or sent until it can");
            LOG.debug("the store cannot be reached yet", Trace.of(e));
            tasks.after(AGAIN_AFTER, () -> again(opened));
        }
    }

    private void prepare() {
        List<String> warnings = store.open();
        for (String warning : warnings) {
            LOG.warn("store: {}", warning);
        }
        if (!warnings.isEmpty()) {
            announcer.raise(Health.Status.DEGRADED, "store.safety", String.join("; ", warnings));
        }
    }

    /** Stores words; another node that starts at the same moment with the same ones may be in the way. */
    void pin(List<Rows.Template> words) {
        for (int i = 1; ; i++) {
            try {
                store.accepts().pin(words);
                return;
            } catch (StoreBusyException | CommitUnknownException e) {
                if (i == PIN_TIMES) {
                    throw e;
                }
                tasks.pause(PIN_AGAIN_AFTER);
            }
        }
    }

    private void again(Runnable opened) {
        if (ended) {
            return;
        }
        try {
            open(true, opened);
        } catch (RuntimeException | Error e) {
            announcer.raise(Health.Status.DOWN, "store", "cannot be opened: " + e.getMessage());
            LOG.error(
                    "the store came back and cannot be opened: this service does nothing until it is started anew",
                    Trace.of(e));
        }
    }
}
