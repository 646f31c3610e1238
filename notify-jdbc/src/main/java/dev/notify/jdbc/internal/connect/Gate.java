package dev.notify.jdbc.internal.connect;

import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreUnavailableException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one writer at a time in, from its first statement until its commit has reached the file, where the database needs that.
 *
 * <p>H2 does: it writes its file table by table and index by index while others go on committing, so that a file whose process is
 * killed at that moment may hold a transaction in one index and not in another (h2database #2080), and its rows are locked for good.
 * Safe for any number of threads; not held while waiting for a connection.
 */
public final class Gate {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final boolean narrow;

    private Gate(boolean narrow) {
        this.narrow = narrow;
    }

    /** One at a time. */
    public static Gate narrow() {
        return new Gate(true);
    }

    /** Everybody. */
    public static Gate wide() {
        return new Gate(false);
    }

    /**
     * Waits for its turn.
     *
     * @throws StoreBusyException if that takes longer than so many milliseconds
     */
    void enter(Transactions.Promise promise, String what, int millis) {
        if (!narrow || promise == Transactions.Promise.READS) {
            return;
        }
        try {
            if (!lock.tryLock(millis, TimeUnit.MILLISECONDS)) {
                throw new StoreBusyException(what + ": others wrote for " + millis + " ms", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(what + ": interrupted", e);
        }
    }

    /** Lets the next one in. */
    void leave() {
        if (lock.isHeldByCurrentThread()) {
            lock.unlock();
        }
    }
}
