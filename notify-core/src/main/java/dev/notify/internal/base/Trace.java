package dev.notify.internal.base;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where something was thrown, for the log: the class and the way through the code, and of what it says only what Notify itself wrote.
 * The message of a host's, a driver's or a provider's exception may hold an address, a secret or the words of a message.
 */
public final class Trace extends Throwable {

    private static final long serialVersionUID = 1L;
    private static final String OURS = "dev.notify.";
    private static final int DEEPEST = 10;

    private Trace(String said, @Nullable Throwable cause) {
        super(said, cause, false, true);
    }

    /** Of this throwable and its causes. */
    public static Trace of(Throwable thrown) {
        return of(thrown, 0);
    }

    private static Trace of(Throwable thrown, int depth) {
        Throwable cause = depth < DEEPEST ? thrown.getCause() : null;
        Trace trace = new Trace(said(thrown), cause == null ? null : of(cause, depth + 1));
        trace.setStackTrace(thrown.getStackTrace());
        return trace;
    }

    private static String said(Throwable thrown) {
        String name = thrown.getClass().getName();
        if (thrown instanceof SQLException sql) {
            return name + " (SQLState " + sql.getSQLState() + ")";
        }
        return name.startsWith(OURS) ? name + ": " + thrown.getMessage() : name;
    }
}
