package dev.notify.store;

import java.sql.Connection;
import java.util.List;

/**
 * Where everything is kept: small parts, each with its own laws.
 *
 * <p>Laws for all parts, checked by {@code StoreLaws} (those of {@link #join} by {@code HostTransactionLaws}):
 *
 * <ul>
 *   <li>Every method is atomic: it happens wholly, durably before it returns, or not at all.
 *   <li>Methods may be called by several threads at once. A caller is never blocked without a bound.
 *   <li>Trouble is a {@link StoreException} that says whether trying again can help; a store never retries by itself and never
 *       swallows trouble.
 *   <li>Connections of the store's own serve accepting, claiming and settling, so that callers who hold every connection of the
 *       host's pool cannot stop the queue.
 * </ul>
 */
public interface Store extends StoreSession, AutoCloseable {

    /**
     * Prepares the schema, checks that the store is safe to use, and connects. Called once before all else; after
     * {@link #close()} everything but this is refused with a {@link StoreUnavailableException}.
     *
     * @return warnings for the log and the health report
     * @throws StoreException.RefusedException with all findings, if the store is unsafe, of another version, or in use
     * @throws StoreUnavailableException if it cannot be reached; {@code open} may be called again
     */
    List<String> open();

    /** What waits, and who holds it. */
    QueuePart queue();

    /** What was done. */
    SettlePart settles();

    /** What the installation remembers of itself. */
    MetaPart meta();

    /** The time by the store's own clock, in epoch milliseconds. */
    long databaseTime();

    /**
     * The same rooms inside a transaction of the host's: everything is written through this connection and becomes true with the
     * host's commit. The store neither commits nor rolls back nor closes, changes no setting of the connection, leaves no statement
     * open, and does not touch the connection once the transaction is over. What it refuses or fails at in the midst of the
     * transaction leaves that as it was before, so that the host can commit its own work.
     *
     * @throws StoreException if this store is in no database, the connection is in autocommit mode, or it leads to another
     *     database; the host's transaction is untouched and usable
     */
    StoreSession join(Connection connection);

    /**
     * Calls {@code wake} whenever another node may have added work that is due. At most once; spurious calls are fine, none is
     * promised.
     */
    default void listen(Runnable wake) {}

    /** Lets go of everything. Twice is once. */
    @Override
    void close();
}
