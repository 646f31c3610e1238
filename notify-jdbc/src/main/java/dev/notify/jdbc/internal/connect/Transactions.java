package dev.notify.jdbc.internal.connect;

import dev.notify.jdbc.internal.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Runs work in a transaction: wholly or not at all.
 *
 * <p>Whatever goes wrong is a {@link dev.notify.store.StoreException}; a transaction of the host's is then as it was before.
 */
public interface Transactions {

    /** What a transaction must be. */
    enum Promise {
        /** It only reads. */
        READS,
        /** It writes what may be done again if the power fails. */
        WRITES,
        /** It writes what must survive a power cut. */
        WRITES_DURABLY;

        /** What a commit leaves to do for that. */
        void keep(Dialect dialect, Connection connection) throws SQLException {
            switch (this) {
                case READS -> {}
                case WRITES -> dialect.store(connection);
                case WRITES_DURABLY -> dialect.sync(connection);
            }
        }
    }

    /** Runs work; {@code what} says in an exception what failed. */
    <T> T in(Promise promise, String what, SqlWork<T> work);

    /**
     * Runs work that is one statement where the dialect {@link Dialect#standsAlone}: it may then be sent as a transaction of its own, and
     * whoever loses the answer does not know whether there was one, as with a commit.
     */
    default <T> T once(Promise promise, String what, SqlWork<T> work) {
        return in(promise, what, work);
    }

    /** Whether the transaction is the host's: it ends when the host pleases, and may be rolled back. */
    boolean isHosts();
}
