package dev.notify.jdbc.internal.card;

import dev.notify.store.StoreException;

/** Ends a transaction in which something was not as its step expects, so that nothing of it is written. */
final class NotAsExpected extends StoreException {

    private static final long serialVersionUID = 1L;

    NotAsExpected(String what) {
        super("write cards: not as expected: " + what, null);
    }
}
