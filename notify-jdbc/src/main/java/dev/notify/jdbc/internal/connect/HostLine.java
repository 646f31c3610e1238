package dev.notify.jdbc.internal.connect;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Product;
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
        try {
            T result = bounded(promise, work);
            connection.releaseSavepoint(before);
            return result;
        } catch (SQLException | RuntimeException e) {
            undo(before, e);
            throw Troubles.of(dialect, what, e);
        } catch (Error e) {
            undo(before, e);
            throw e;
        }
    }

    private void undo(Savepoint before, Throwable because) {
        try {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        } catch (SQLException lost) {
            because.addSuppressed(lost);
        }
    }

    private <T> T bounded(Promise promise, SqlWork<T> work) throws SQLException {
        if (promise == Promise.READS) {
            return work.on(connection);
        }
        String unbound = dialect.boundLocks(connection, lockMillis);
        T result = work.on(connection);
        if (unbound != null) {
            dialect.unboundLocks(connection, unbound);
        }
        return result;
    }

    @Override
    public boolean isHosts() {
        return true;
    }
}
