package dev.notify.request;

import java.sql.Connection;
import java.util.Optional;

/**
 * Tells Notify of the host's own transactions, so that a plain {@code send} inside one joins it.
 *
 * <p>Called by the thread that sends. A framework's transaction manager answers both in a line each.
 */
public interface HostTransactions {

    /** The connection of the transaction this thread is in; empty outside one. */
    Optional<Connection> current();

    /** Runs this once the current transaction has committed, and never if it rolls back. */
    void afterCommit(Runnable action);
}
