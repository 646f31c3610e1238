package dev.notify.jdbc.internal.connect;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection of our own for one kind of work, one transaction at a time.
 *
 * <p>It is taken once and kept, so that callers who hold every connection of the host's pool cannot stop the queue; after trouble it
 * is given back and taken anew by whoever asks next. Who waits for his turn waits no longer than the bound. Safe for any number of
 * threads.
 */
public final class OwnLine implements Transactions, AutoCloseable {

    private final String name;
    private final DataSource source;
    private final Dialect dialect;
    private final Bounds bounds;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable OwnConnection connection;
    private volatile boolean closed;

    /** How long anybody waits: for his turn, for a lock, for a statement. */
    public record Bounds(int turnMillis, int lockMillis, int statementMillis) {}

    /** A line of this name. */
    public OwnLine(String name, DataSource source, Dialect dialect, Bounds bounds) {
        this.name = name;
        this.source = source;
        this.dialect = dialect;
        this.bounds = bounds;
    }

    /** Takes the connection now, rather than with the first work. */
    public void open() {
        in(Promise.READS, "connect the " + name, c -> name);
    }

    @Override
    public <T> T in(Promise promise, String what, SqlWork<T> work) {
        takeTurn(what);
        try {
            return run(promise, what, work);
        } finally {
            if (closed) {
                drop();
            }
            turn.unlock();
        }
    }

    @Override
    public boolean isHosts() {
        return false;
    }

    private void takeTurn(String what) {
        try {
            if (!turn.tryLock(bounds.turnMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreBusyException(
                        what + ": the " + name + " was busy for " + bounds.turnMillis() + " ms", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(what + ": interrupted", e);
        }
    }

    private <T> T run(Promise promise, String what, SqlWork<T> work) {
        Connection live = connected(what);
        T result;
        try {
            result = work.on(live);
        } catch (SQLException | RuntimeException e) {
            Troubles.rollBack(live, e);
            StoreException trouble = Troubles.of(dialect, what, e);
            dropIfLost(live, trouble);
            throw trouble;
        } catch (Error e) {
            // What was written so far must not ride along with the next commit.
            Troubles.rollBack(live, e);
            drop();
            throw e;
        }
        try {
            live.commit();
            if (promise == Promise.WRITES_DURABLY) {
                dialect.sync(live);
            }
        } catch (SQLException e) {
            Troubles.rollBack(live, e);
            drop();
            throw promise == Promise.READS ? Troubles.of(dialect, what, e) : Troubles.ofCommit(dialect, what, e);
        }
        return result;
    }

    private Connection connected(String what) {
        if (closed) {
            throw new StoreUnavailableException(what + ": the store is closed", null);
        }
        OwnConnection there = connection;
        if (there != null) {
            return there.live();
        }
        try {
            OwnConnection taken = OwnConnection.take(source, dialect, bounds);
            connection = taken;
            return taken.live();
        } catch (SQLException e) {
            throw new StoreUnavailableException(
                    what + ": no connection for the " + name
                            + " (the pool must have 4 to spare beyond what the host uses; SQLState " + e.getSQLState()
                            + ")",
                    e);
        }
    }

    private void dropIfLost(Connection live, StoreException trouble) {
        if (trouble instanceof StoreUnavailableException || isClosed(live)) {
            drop();
        }
    }

    private static boolean isClosed(Connection live) {
        try {
            return live.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private void drop() {
        OwnConnection there = connection;
        connection = null;
        if (there != null) {
            there.giveBack();
        }
    }

    /** Gives the connection back as it was; work that lasts longer than the bound gives it back when it ends. */
    @Override
    public void close() {
        closed = true;
        try {
            if (turn.tryLock(bounds.turnMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    drop();
                } finally {
                    turn.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
