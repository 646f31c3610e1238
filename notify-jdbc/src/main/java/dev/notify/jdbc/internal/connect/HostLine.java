package dev.notify.jdbc.internal.connect;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Product;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Work inside the host's transaction, each between savepoints: if it fails, the transaction is as it was before and the host's own
 * work can still be committed.
 */
public final class HostLine implements Transactions {

    private final Connection connection;
    private final Dialect dialect;
    private final int lockMillis;

    private HostLine(Connection connection, Dialect dialect, int lockMillis) {
        this.connection = connection;
        this.dialect = dialect;
        this.lockMillis = lockMillis;
    }

    /**
     * Joins the transaction this connection is in.
     *
     * @param installation what the connection must find in {@code notify_meta}
     */
    public static HostLine join(Connection connection, Dialect dialect, String installation, int lockMillis) {
        Objects.requireNonNull(connection, "connection");
        HostLine line = new HostLine(connection, dialect, lockMillis);
        try {
            line.check(installation);
        } catch (SQLException e) {
            throw Troubles.of(dialect, "join the host's transaction", e);
        }
        return line;
    }

    private void check(String installation) throws SQLException {
        if (connection.isClosed()) {
            throw new StoreException(
                    "join the host's transaction: its connection is closed; hand in the one the transaction runs on",
                    null);
        }
        if (connection.getAutoCommit()) {
            throw new StoreException(
                    "join the host's transaction: the connection is in autocommit mode, so there is no transaction;"
                            + " call setAutoCommit(false) first, or send without a connection",
                    null);
        }
        if (Product.of(connection).filter(dialect.product()::equals).isEmpty()
                || !installation.equals(installationThere())) {
            throw new StoreException(
                    "join the host's transaction: the connection leads to another database than the store, or to another"
                            + " schema; hand in one from the DataSource the store was made of",
                    null);
        }
    }

    private @Nullable String installationThere() {
        return in(Promise.READS, "join the host's transaction", c -> {
            try (PreparedStatement statement = c.prepareStatement(
                            dialect.sql("SELECT content FROM notify_meta WHERE name = 'installation'"));
                    ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            } catch (SQLException e) {
                if (dialect.saysMissing(e)) {
                    throw new StoreException(
                            "join the host's transaction: the connection leads to a database or schema without the store's"
                                    + " tables; hand in one from the DataSource the store was made of",
                            e);
                }
                throw e;
            }
        });
    }

    @Override
    public <T> T in(Promise promise, String what, SqlWork<T> work) {
        Savepoint before;
        try {
            before = connection.setSavepoint();
        } catch (SQLException e) {
            throw new StoreException(
                    what + ": the host's transaction cannot be used (SQLState " + e.getSQLState()
                            + "); it has failed or ended",
                    e);
        }
        String unbound = null;
        try {
            unbound = promise == Promise.READS ? null : dialect.boundLocks(connection, lockMillis);
            T result = work.on(connection);
            if (unbound != null) {
                dialect.unboundLocks(connection, unbound);
            }
            connection.releaseSavepoint(before);
            return result;
        } catch (SQLException | RuntimeException e) {
            StoreException trouble = Troubles.of(dialect, what, e);
            if (undo(before, unbound, e) || !(trouble instanceof StoreBusyException)) {
                throw trouble;
            }
            throw new StoreBusyException(
                    what
                            + ": others were in the way, and the database has rolled back the whole of the host's transaction;"
                            + " roll it back and do it again",
                    e);
        } catch (Error e) {
            undo(before, unbound, e);
            throw e;
        }
    }

    /** Whether the transaction is as it was before: a deadlock ends it on some databases. */
    private boolean undo(Savepoint before, @Nullable String unbound, Throwable because) {
        boolean undone = false;
        try {
            connection.rollback(before);
            undone = true;
            connection.releaseSavepoint(before);
        } catch (SQLException lost) {
            because.addSuppressed(lost);
        }
        if (unbound != null && dialect.boundsOutlastTransactions()) {
            try {
                dialect.unboundLocks(connection, unbound);
            } catch (SQLException lost) {
                because.addSuppressed(lost);
            }
        }
        return undone;
    }

    @Override
    public boolean isHosts() {
        return true;
    }
}
