package dev.notify.store;

import dev.notify.model.NotifyException;
import java.util.List;
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

    /** Says why a store is not safe to use, all reasons at once, each with what to do. */
    public static final class RefusedException extends StoreException {

        private static final long serialVersionUID = 1L;

        private final List<String> findings;

        /** Refuses for these reasons. */
        public RefusedException(List<String> findings) {
            super(String.join(System.lineSeparator(), findings), null);
            this.findings = List.copyOf(findings);
        }

        /** The reasons. */
        public List<String> findings() {
            return findings;
        }
    }
}
