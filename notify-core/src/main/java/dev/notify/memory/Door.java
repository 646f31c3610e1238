package dev.notify.memory;

import dev.notify.store.StoreUnavailableException;
import java.util.function.Supplier;

/** One node's way into the content: every call is one transaction, and none gets through while the door is closed. */
final class Door {

    private final Content content;
    private volatile boolean open;

    Door(Content content) {
        this.content = content;
    }

    void open() {
        open = true;
    }

    /** Whoever is inside comes out first, so that after closing nothing changes any more. */
    void close() {
        content.alone(() -> open = false);
    }

    void check() {
        if (!open) {
            throw new StoreUnavailableException("The store in memory is closed: open() comes first", null);
        }
    }

    <T> T in(Supplier<T> transaction) {
        return content.alone(() -> {
            check();
            return transaction.get();
        });
    }
}
