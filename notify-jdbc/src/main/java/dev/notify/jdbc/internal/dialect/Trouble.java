package dev.notify.jdbc.internal.dialect;

import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** What an error of a database means to those who asked for something. */
public enum Trouble {
    /** Others were in the way. */
    BUSY,
    /** It cannot be reached or written. */
    UNAVAILABLE,
    /** Trying again cannot help. */
    OTHER;

    /** The store's exception for this. The message holds no value of ours: the driver's own text is in the cause. */
    public StoreException exception(String what, @Nullable Throwable cause) {
        String because = cause instanceof SQLException e ? " (SQLState " + e.getSQLState() + ")" : "";
        return switch (this) {
            case BUSY -> new StoreBusyException(what + ": others are in the way" + because, cause);
            case UNAVAILABLE ->
                new StoreUnavailableException(what + ": the database cannot be reached or written" + because, cause);
            case OTHER -> new StoreException(what + ": the database refused" + because, cause);
        };
    }

    /** What every database's driver says in the same way. */
    static Trouble common(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return UNAVAILABLE;
            }
            if (cause instanceof SQLException sql) {
                Trouble trouble = of(sql);
                if (trouble != OTHER) {
                    return trouble;
                }
            }
        }
        return OTHER;
    }

    private static Trouble of(SQLException e) {
        if (e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException) {
            return UNAVAILABLE;
        }
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("40") || state.equals("55P03") || state.equals("57014")) {
            return BUSY;
        }
        boolean away = state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
        // Read-only, or ended because it stood still for too long.
        return away || state.equals("25006") || state.equals("25P03") ? UNAVAILABLE : OTHER;
    }
}
