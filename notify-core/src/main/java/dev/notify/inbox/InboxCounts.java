package dev.notify.inbox;

/**
 * How much of an inbox is new.
 *
 * @param unseen items that were not shown yet
 * @param unread items that were not opened yet, the unseen ones among them
 */
public record InboxCounts(long unseen, long unread) {

    /** Nothing is new. */
    public static final InboxCounts NONE = new InboxCounts(0, 0);

    /** These and those. */
    public InboxCounts plus(InboxCounts more) {
        return new InboxCounts(unseen + more.unseen, unread + more.unread);
    }
}
