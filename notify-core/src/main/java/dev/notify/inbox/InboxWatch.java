package dev.notify.inbox;

/** Somebody who watches an inbox, until it is closed. Twice is once. */
public interface InboxWatch extends AutoCloseable {

    /** Watches no more: no call begins after this returns. */
    @Override
    void close();
}
