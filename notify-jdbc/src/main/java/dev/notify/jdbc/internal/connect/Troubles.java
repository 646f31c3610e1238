package dev.notify.jdbc.internal.connect;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Trouble;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Turns what a driver throws into what a store says. */
final class Troubles {

    private Troubles() {}

    static StoreException of(Dialect dialect, String what, Throwable thrown) {
        if (thrown instanceof StoreException ours) {
            return ours;
        }
        SQLException sql = sqlIn(thrown);
        return sql == null
                ? new StoreException(what + ": " + thrown.getClass().getName(), thrown)
                : dialect.trouble(sql).exception(what, sql);
    }

    /** A commit that failed otherwise than by a conflict may have happened. */
    static StoreException ofCommit(Dialect dialect, String what, SQLException e) {
        return dialect.saysNotCommitted(e)
                ? Trouble.BUSY.exception(what, e)
                : new StoreUnavailableException.CommitUnknownException(
                        what + ": the database was lost while committing (SQLState " + e.getSQLState() + ")", e);
    }

    /** A statement that is its own transaction: who loses its answer has lost a commit's. What the database itself refuses did not happen. */
    static StoreException ofAlone(Dialect dialect, String what, Throwable thrown, boolean lost) {
        SQLException sql = sqlIn(thrown);
        boolean unknown = sql != null && (lost || dialect.trouble(sql) == Trouble.UNAVAILABLE && saysLost(sql));
        return sql != null && unknown ? ofCommit(dialect, what, sql) : of(dialect, what, thrown);
    }

    /** The connection broke, or the server ended it. */
    private static boolean saysLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P") || e.getCause() instanceof IOException;
    }

    /** Jdbi wraps what the driver throws. */
    private static @Nullable SQLException sqlIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** Rolls back, if that is still possible; a failure is added to what led here. */
    static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
