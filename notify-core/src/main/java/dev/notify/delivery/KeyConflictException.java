package dev.notify.delivery;

import dev.notify.model.NotifyException;

/**
 * Refuses a notification whose key was used before for other recipients or another subject; nothing was stored.
 *
 * <p>Choose another key, or change the first notification: {@link #first()} names it.
 */
public final class KeyConflictException extends NotifyException {

    private static final long serialVersionUID = 1L;

    private final transient Receipt first;

    /** Refuses in favour of the first one. */
    public KeyConflictException(Receipt first, String what) {
        super("key was used before for " + what + ": notification " + first.id() + " holds it");
        this.first = first;
    }

    /** The receipt of the notification that holds the key. */
    public Receipt first() {
        return first;
    }
}
