package dev.notify.inbox;

/** Somebody who watches an inbox, until it is closed. Twice is once. */
public interface InboxWatch extends AutoCloseable {

    /** Watches no more; a call that has begun comes to its end. */
    @Override
    void close();
}
