package dev.notify.store;

import dev.notify.model.NotifyException;
import org.jspecify.annotations.Nullable;

/**
 * Says that a store could not do what was asked, and nothing was changed.
 *
 * <p>Thrown as itself where trying again cannot help: a row the database will not take, a connection of the wrong kind.
 */
public class StoreException extends NotifyException {

    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
