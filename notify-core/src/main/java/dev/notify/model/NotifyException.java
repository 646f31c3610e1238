package dev.notify.model;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception Notify throws.
 *
 * <p>All are unchecked. The message says what failed, for which id, and what to do; it never holds an address, a secret or
 * content.
 */
public class NotifyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public NotifyException(String message) {
        super(message);
    }

    /** Says what failed and why. */
    public NotifyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
