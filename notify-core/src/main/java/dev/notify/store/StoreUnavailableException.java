package dev.notify.store;

import org.jspecify.annotations.Nullable;

/** Says that the store cannot be reached, or only be read, for now. */
public class StoreUnavailableException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Says that the store was lost while committing: what was asked has happened wholly or not at all, and nobody knows which yet.
     */
    public static final class CommitUnknownException extends StoreUnavailableException {

        private static final long serialVersionUID = 1L;

        /** Says what failed. */
        public CommitUnknownException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
