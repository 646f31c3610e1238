package dev.notify.jdbc.internal.connect;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
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

    /** Times the bound on a connection: one that does not come in that time will not come, and another is asked for. */
    private static final int HANGS_FACTOR = 10;

    private final String name;
    private final DataSource source;
    private final Dialect dialect;
    private final Gate gate;
    private final Bounds bounds;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable OwnConnection connection;
    private @Nullable Coming coming;
    private volatile boolean closed;

    /** How long anybody waits: for his turn, for a connection, for a lock, for a statement. */
    public record Bounds(int turnMillis, int connectMillis, int lockMillis, int statementMillis) {}

    /** A connection that was asked for, and when. */
    private record Coming(CompletableFuture<OwnConnection> answer, Thread taker, long askedAt) {

        boolean hangs(long millis) {
            return !answer.isDone() && System.nanoTime() - askedAt > TimeUnit.MILLISECONDS.toNanos(millis);
        }

        /** Nobody waits for it any more: what has come is given back, and what comes gives itself back. */
        void forget() {
            if (answer.completeExceptionally(new SQLTransientConnectionException("nobody waits any more", "08003"))) {
                taker.interrupt();
            } else if (!answer.isCompletedExceptionally()) {
                answer.join().giveBack();
            }
        }
    }

    /** A line of this name. */
    public OwnLine(String name, DataSource source, Dialect dialect, Gate gate, Bounds bounds) {
        this.name = name;
        this.source = source;
        this.dialect = dialect;
        this.gate = gate;
        this.bounds = bounds;
    }

    /** Takes the connection now, rather than with the first work. */
    public void open() {
        in(Promise.READS, "connect the " + name, c -> name);
    }

    @Override
    public <T> T in(Promise promise, String what, SqlWork<T> work) {
        return inTurn(promise, what, live -> asTransaction(live, promise, what, work));
    }

    @Override
    public <T> T once(Promise promise, String what, SqlWork<T> work) {
        return dialect.standsAlone()
                ? inTurn(promise, what, live -> asItsOwnTransaction(live, promise, what, work))
                : in(promise, what, work);
    }

    private <T> T inTurn(Promise promise, String what, Function<Connection, T> run) {
        takeTurn(what);
        try {
            return connected(promise, what, run);
        } finally {
            if (closed) {
                drop();
                forgetComing();
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

    private <T> T connected(Promise promise, String what, Function<Connection, T> run) {
        Connection live = live(what);
        gate.enter(promise, what, bounds.turnMillis());
        try {
            return run.apply(live);
        } finally {
            gate.leave();
        }
    }

    private <T> T asTransaction(Connection live, Promise promise, String what, SqlWork<T> work) {
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
            promise.keep(dialect, live);
        } catch (SQLException e) {
            Troubles.rollBack(live, e);
            drop();
            throw promise == Promise.READS ? Troubles.of(dialect, what, e) : Troubles.ofCommit(dialect, what, e);
        }
        return result;
    }

    /** Neither going to autocommit nor coming back from it makes a trip while no transaction is open. */
    private <T> T asItsOwnTransaction(Connection live, Promise promise, String what, SqlWork<T> work) {
        try {
            live.setAutoCommit(true);
            T result = work.on(live);
            live.setAutoCommit(false);
            return result;
        } catch (SQLException | RuntimeException e) {
            StoreException trouble = promise == Promise.READS
                    ? Troubles.of(dialect, what, e)
                    : Troubles.ofAlone(dialect, what, e, isClosed(live));
            endAlone(live, trouble);
            dropIfLost(live, trouble);
            throw trouble;
        } catch (Error e) {
            endAlone(live, e);
            drop();
            throw e;
        }
    }

    private static void endAlone(Connection live, Throwable because) {
        try {
            live.setAutoCommit(false);
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private Connection live(String what) {
        if (closed) {
            throw new StoreUnavailableException(what + ": the store is closed", null);
        }
        OwnConnection there = connection;
        if (there != null) {
            return there.live();
        }
        try {
            OwnConnection taken = take();
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

    /**
     * A connection, or an exception no later than the bound: the host's pool may wait for as long as it likes when it is empty. What
     * comes later is for whoever asks next.
     */
    private OwnConnection take() throws SQLException {
        Coming asked = coming;
        if (asked != null && asked.hangs(HANGS_FACTOR * (long) bounds.connectMillis())) {
            asked.forget();
            asked = null;
        }
        if (asked == null) {
            asked = ask();
        }
        coming = asked;
        try {
            OwnConnection taken = asked.answer().get(bounds.connectMillis(), TimeUnit.MILLISECONDS);
            coming = null;
            return taken;
        } catch (TimeoutException e) {
            throw new SQLTransientConnectionException("none within " + bounds.connectMillis() + " ms", "08001", e);
        } catch (ExecutionException e) {
            coming = null;
            throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted", "08001", e);
        }
    }

    private Coming ask() {
        CompletableFuture<OwnConnection> answer = new CompletableFuture<>();
        Thread taker = new Thread(() -> connect(answer), "notify-jdbc-" + name + "-connects");
        taker.setDaemon(true);
        taker.start();
        return new Coming(answer, taker, System.nanoTime());
    }

    private void connect(CompletableFuture<OwnConnection> answer) {
        try {
            OwnConnection taken = OwnConnection.take(source, dialect, bounds);
            if (!answer.complete(taken)) {
                taken.giveBack();
            }
        } catch (SQLException | RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    private void forgetComing() {
        Coming was = coming;
        coming = null;
        if (was == null) {
            return;
        }
        was.forget();
        try {
            was.taker().join(bounds.turnMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
                    forgetComing();
                } finally {
                    turn.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
