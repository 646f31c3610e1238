package dev.notify.jdbc.internal.connect;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Callers' transactions: each borrows a connection for its time, and gives it back as it was. */
public final class BorrowedLine implements Transactions {

    private final DataSource source;
    private final Dialect dialect;
    private final Gate gate;
    private final int lockMillis;
    private volatile boolean closed;

    /** Borrows from this source. */
    public BorrowedLine(DataSource source, Dialect dialect, Gate gate, int lockMillis) {
        this.source = source;
        this.dialect = dialect;
        this.gate = gate;
        this.lockMillis = lockMillis;
    }

    @Override
    public <T> T in(Promise promise, String what, SqlWork<T> work) {
        if (closed) {
            throw new StoreUnavailableException(what + ": the store is closed", null);
        }
        try (Connection connection = source.getConnection()) {
            return onBorrowed(connection, promise, what, work);
        } catch (SQLException e) {
            throw Troubles.of(dialect, what, e);
        }
    }

    private <T> T onBorrowed(Connection connection, Promise promise, String what, SqlWork<T> work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        int isolation = connection.getTransactionIsolation();
        if (autoCommit) {
            connection.setAutoCommit(false);
        }
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        gate.enter(promise, what, lockMillis);
        try {
            return run(connection, promise, what, work);
        } finally {
            gate.leave();
            if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                connection.setTransactionIsolation(isolation);
            }
            if (autoCommit) {
                connection.setAutoCommit(true);
            }
        }
    }

    private <T> T run(Connection connection, Promise promise, String what, SqlWork<T> work) {
        String bound = null;
        try {
            bound = promise == Promise.READS ? null : dialect.boundLocks(connection, lockMillis);
            return runBounded(connection, promise, what, work);
        } catch (SQLException e) {
            Troubles.rollBack(connection, e);
            throw Troubles.of(dialect, what, e);
        } finally {
            if (bound != null && dialect.boundsOutlastTransactions()) {
                unbound(connection, bound);
            }
        }
    }

    /** A connection that cannot be put right is broken, and its pool will notice. */
    private void unbound(Connection connection, String bound) {
        try {
            dialect.unboundLocks(connection, bound);
        } catch (SQLException e) {
            System.getLogger(BorrowedLine.class.getName())
                    .log(System.Logger.Level.DEBUG, "A connection could not be put back as it was", e);
        }
    }

    private <T> T runBounded(Connection connection, Promise promise, String what, SqlWork<T> work) {
        T result;
        try {
            result = work.on(connection);
        } catch (SQLException | RuntimeException e) {
            Troubles.rollBack(connection, e);
            throw Troubles.of(dialect, what, e);
        } catch (Error e) {
            // Going back to autocommit would commit what was written so far.
            Troubles.rollBack(connection, e);
            throw e;
        }
        try {
            connection.commit();
            promise.keep(dialect, connection);
        } catch (SQLException e) {
            Troubles.rollBack(connection, e);
            throw promise == Promise.READS ? Troubles.of(dialect, what, e) : Troubles.ofCommit(dialect, what, e);
        }
        return result;
    }

    @Override
    public boolean isHosts() {
        return false;
    }

    /** Lends nothing any more. */
    public void close() {
        closed = true;
    }
}
