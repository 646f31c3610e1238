package dev.notify.inbox;

import dev.notify.model.DeliveryId;
import dev.notify.sign.Signature;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The inbox of one person, in one tenant: everything that went to them by {@link dev.notify.model.ChannelName#IN_APP}, exactly once,
 * under whichever of their ids. Nothing of anybody else is found or changed through it: an item that is not theirs is one that is not
 * there.
 *
 * <p>Safe for all threads. Calls block for the store; within a host's transaction they belong to it. A call that names an item returns
 * empty, or false, where there is none of that id in this inbox.
 */
public interface Inbox {

    /** How much is new: the same cost however much there is. */
    InboxCounts counts();

    /** How many items were not shown yet. */
    default long unseen() {
        return counts().unseen();
    }

    /** How many items were not opened yet. */
    default long unread() {
        return counts().unread();
    }

    /** What lies in it, newest first. */
    default InboxPage page() {
        return page(InboxQuery.all());
    }

    /**
     * A page of what this finds, newest first.
     *
     * @throws dev.notify.model.InvalidInputException naming {@code after} if that was not given by a page of this inbox
     */
    InboxPage page(InboxQuery query);

    /** One item. */
    Optional<InboxItem> item(DeliveryId id);

    /**
     * These were shown. What was seen before, or is put away, stays as it is.
     *
     * @return how many were new
     * @throws dev.notify.model.InvalidInputException naming {@code items} for more than {@value InboxQuery#MAX_LIMIT}
     */
    int markSeen(Collection<DeliveryId> items);

    /** All that is new as this is called was shown; returns how many that were. */
    int markAllSeen();

    /**
     * It was opened: a sign like {@code signs().read(..)}, which ends the wait of what falls back unless it is read. Reading is not
     * acknowledging.
     *
     * @return the item as it stands then
     */
    Optional<InboxItem> read(DeliveryId id);

    /**
     * Takes the notification on for all it went to, as {@code signs().acknowledge(..)}: the first has it. The item counts as read.
     *
     * @return who has it
     */
    Optional<Signature> acknowledge(DeliveryId id);

    /**
     * The same, with a word on it.
     *
     * @throws dev.notify.model.InvalidInputException if the note is blank or longer than 500 characters
     */
    Optional<Signature> acknowledge(DeliveryId id, String note);

    /** Throws an item away; whether it is thrown away now. */
    boolean dismiss(DeliveryId id);

    /** Puts an item away and keeps it; whether it is archived now. What is dismissed stays so. */
    boolean archive(DeliveryId id);

    /** Takes an item back that was snoozed, archived or dismissed, read or not as it was; whether it lies in the inbox now. */
    boolean restore(DeliveryId id);

    /**
     * Puts an item away until then, when it comes back on top, new and unread. What is dismissed stays so.
     *
     * @return whether it is snoozed now
     * @throws dev.notify.model.InvalidInputException naming {@code until} if that is not in the future, or more than five years away
     */
    boolean snooze(DeliveryId id, Instant until);

    /**
     * Calls {@code changed} soon after the inbox has changed, with how much is new then, and once as it begins: at once for what this node has
     * done, within about a second for what others have, and for what comes back from being snoozed. Changes that come fast are told as one;
     * {@link #changesSince} says what they were. One call at a time, on a thread of the service's; what it throws is logged.
     *
     * <p>It ends with the service at the latest. Ids that are merged later are heard of by watches that begin later.
     *
     * @throws dev.notify.model.OverloadedException if this node has 10,000 watches already
     */
    InboxWatch watch(Consumer<InboxCounts> changed);

    /** Where the inbox stands now, for {@link #changesSince}. */
    String cursor();

    /**
     * What has changed since, {@value InboxQuery#MAX_LIMIT} items at most. Whatever is committed after a cursor was given lies after that
     * cursor, on any number of nodes. An item that housekeeping has removed is not told of.
     *
     * @param cursor from a page or from changes of this inbox, or {@link InboxChanges#BEGINNING}
     * @throws dev.notify.model.InvalidInputException naming {@code cursor} if it is malformed, or of another inbox
     */
    InboxChanges changesSince(String cursor);
}
