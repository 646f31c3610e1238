package dev.notify.store;

import dev.notify.inbox.InboxStatus;
import dev.notify.internal.base.UuidV7;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The inboxes of all people. An item comes with the settlement of its delivery ({@link SettlePart.Next#items}), so that it comes once.
 *
 * <p>Each inbox has a {@link Head}: how far its changes are numbered, and how much of it is new. Whatever changes an inbox holds its head
 * until its transaction ends, so that numbers become visible in their order: who has read up to one need never look before it again.
 *
 * <p>Only rows of the owner asked for are read or changed, by the statement itself.
 */
public interface InboxPart {

    /** The heads of these inboxes, in any order and in one query; one in which there never was an item is absent. */
    List<Head> heads(Collection<Owner> owners);

    /** Items, newest first: by when they came, then by id. */
    List<Item> find(Find find);

    /** The items of these ids, in any order; those that are not the owner's are absent. */
    List<Item> items(Owner owner, Collection<UUID> ids);

    /** The items that changed after that number, by number ascending. */
    List<Item> changed(Owner owner, long after, int limit);

    /**
     * Changes items as {@link Item#marked} says, in one transaction with the head of their inbox; ids that are not the owner's, and items
     * the mark changes nothing of, are left.
     *
     * @return the items that changed, as they are now
     */
    List<Item> change(Change change);

    /**
     * Brings back what was snoozed until then or before.
     *
     * @return how many items came back
     */
    int wake(Owner owner, long now);

    /** Whose an inbox is: {@code recipient} is a lookup. Owners are ordered, tenant first. */
    record Owner(String tenant, String recipient) implements Comparable<Owner> {
        private static final Comparator<Owner> ORDER =
                Comparator.comparing(Owner::tenant).thenComparing(Owner::recipient);

        public Owner {
            Objects.requireNonNull(tenant, "tenant");
            Objects.requireNonNull(recipient, "recipient");
        }

        @Override
        public int compareTo(Owner other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * How an inbox stands.
     *
     * @param seq the number of the last change; the first is 1
     * @param wakeAt when the first of what is snoozed comes back; null if nothing is
     */
    record Head(
            Owner owner,
            long seq,
            long unseen,
            long unread,
            @Nullable Long wakeAt) {

        /** Of an inbox in which there never was an item. */
        public static Head empty(Owner owner) {
            return new Head(owner, 0, 0, 0, null);
        }

        /** After one item has become this, which bears the next number; {@code before} is null for one that is new. */
        public Head with(@Nullable Item before, Item now) {
            InboxStatus was = before == null ? InboxStatus.DISMISSED : before.status();
            InboxStatus is = now.status();
            Long until = now.snoozedUntil();
            boolean first = until != null && (wakeAt == null || until < wakeAt);
            return new Head(
                    owner,
                    seq + 1,
                    unseen + one(is.isUnseen()) - one(was.isUnseen()),
                    unread + one(is.isUnread()) - one(was.isUnread()),
                    first ? until : wakeAt);
        }

        /** With another moment at which the first of what is snoozed comes back. */
        public Head wakesAt(@Nullable Long moment) {
            return new Head(owner, seq, unseen, unread, moment);
        }

        private static int one(boolean counts) {
            return counts ? 1 : 0;
        }
    }

    /** What happens to an item. */
    enum Mark {
        /** It was shown. */
        SEEN,
        /** It was opened. */
        READ,
        /** Somebody else has taken its notification on: it counts as changed and stays as it is. */
        TAKEN,
        /** It is put away until then. */
        SNOOZED,
        /** Its time has come again, if it is snoozed until then or before. */
        WOKEN,
        /** It is put away. */
        ARCHIVED,
        /** It is thrown away. */
        DISMISSED,
        /** It is taken back. */
        RESTORED
    }

    /**
     * What to change.
     *
     * @param until for {@link Mark#SNOOZED} alone
     */
    record Change(
            Owner owner,
            List<UUID> items,
            Mark mark,
            long at,
            @Nullable Long until) {
        public Change {
            items = items.stream().distinct().toList();
            if ((mark == Mark.SNOOZED) != (until != null)) {
                throw new IllegalArgumentException("until: goes with SNOOZED, and with nothing else");
            }
        }

        /** Without a time until when. */
        public Change(Owner owner, List<UUID> items, Mark mark, long at) {
            this(owner, items, mark, at, null);
        }
    }

    /**
     * What to find; null means any.
     *
     * @param owners whose inboxes are looked through as one
     * @param statuses at least one
     * @param before the page begins after this item
     */
    record Find(
            List<Owner> owners,
            Set<InboxStatus> statuses,
            @Nullable String type,
            @Nullable String category,
            @Nullable String subjectLookup,
            @Nullable Spot before,
            int limit) {
        public Find {
            owners = List.copyOf(owners);
            statuses = Set.copyOf(statuses);
            if (owners.isEmpty() || statuses.isEmpty()) {
                throw new IllegalArgumentException("owners and statuses: at least one of each");
            }
        }
    }

    /** Where an item lies in the order of its inbox. */
    record Spot(long at, UUID id) {

        /** Whether it comes after that one, newest first. */
        public boolean isAfter(Spot other) {
            return at < other.at || (at == other.at && UuidV7.compare(id, other.id) < 0);
        }
    }

    /**
     * An item.
     *
     * @param id that of its delivery
     * @param subject sealed
     * @param text sealed: what it says; empty once that has been removed
     * @param at when it came, or came back
     * @param seq the number of its last change; 0 before it is stored
     */
    record Item(
            UUID id,
            Owner owner,
            UUID notificationId,
            String type,
            String category,
            int priority,
            @Nullable String subject,
            @Nullable String subjectLookup,
            String text,
            InboxStatus status,
            long at,
            long seq,
            @Nullable Long seenAt,
            @Nullable Long readAt,
            @Nullable Long snoozedUntil) {

        /** The order of an inbox, newest first. */
        public static final Comparator<Item> NEWEST_FIRST = Comparator.comparingLong(Item::at)
                .thenComparing(Item::id, UuidV7::compare)
                .reversed();

        /** Where it lies. */
        public Spot spot() {
            return new Spot(at, id);
        }

        /** The same under that number. */
        public Item numbered(long number) {
            return as(status, at, number, seenAt, readAt, snoozedUntil);
        }

        /** Whether a mark changes anything of it. */
        public boolean changesBy(Change change) {
            return change.mark() == Mark.TAKEN || !marked(change).equals(this);
        }

        /**
         * As it is after this; the same where the mark changes nothing of it. Its number stays. What was snoozed until then or before has
         * come back by then, whether or not anybody has written that.
         */
        public Item marked(Change change) {
            return woken(change.at()).after(change);
        }

        /** As it is at that moment if nobody does anything. */
        public Item woken(long now) {
            return snoozedUntil != null && snoozedUntil <= now
                    ? as(InboxStatus.NEW, snoozedUntil, seq, null, null, null)
                    : this;
        }

        private Item after(Change change) {
            long now = change.at();
            return switch (change.mark()) {
                case SEEN -> status == InboxStatus.NEW ? as(InboxStatus.SEEN, at, seq, now, readAt, null) : this;
                case READ -> read(now);
                case TAKEN, WOKEN -> this;
                case SNOOZED ->
                    status == InboxStatus.DISMISSED
                            ? this
                            : as(InboxStatus.SNOOZED, at, seq, seenAt, readAt, change.until());
                case ARCHIVED ->
                    status == InboxStatus.DISMISSED ? this : as(InboxStatus.ARCHIVED, at, seq, seenAt, readAt, null);
                case DISMISSED -> as(InboxStatus.DISMISSED, at, seq, seenAt, readAt, null);
                case RESTORED -> InboxStatus.OPEN.contains(status) ? this : as(facts(), at, seq, seenAt, readAt, null);
            };
        }

        private Item read(long now) {
            if (readAt != null) {
                return this;
            }
            InboxStatus then = status.isUnread() ? InboxStatus.READ : status;
            return as(then, at, seq, seenAt == null ? Long.valueOf(now) : seenAt, now, snoozedUntil);
        }

        private InboxStatus facts() {
            return readAt != null ? InboxStatus.READ : seenAt != null ? InboxStatus.SEEN : InboxStatus.NEW;
        }

        private Item as(
                InboxStatus then,
                long when,
                long number,
                @Nullable Long seen,
                @Nullable Long opened,
                @Nullable Long until) {
            return new Item(
                    id,
                    owner,
                    notificationId,
                    type,
                    category,
                    priority,
                    subject,
                    subjectLookup,
                    text,
                    then,
                    when,
                    number,
                    seen,
                    opened,
                    until);
        }
    }
}
