package dev.notify.store;

/** The parts callers write and read through, in transactions of their own or inside the host's. */
public interface StoreSession {

    /** What comes in. */
    AcceptPart accepts();

    /** What operators change. */
    ChangePart changes();

    /** What can be looked up. */
    ReadPart reads();

    /** Small records about people and things. */
    CardPart cards();

    /** What lies in inboxes. */
    InboxPart inbox();
}
