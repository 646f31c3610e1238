package dev.notify.store;

import org.jspecify.annotations.Nullable;

/** Says that others were in the way (a deadlock, a lock, a serialization failure): the same again may well succeed. */
public final class StoreBusyException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public StoreBusyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
