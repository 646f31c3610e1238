package dev.notify.internal.collapse;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.base.Surroundings;
import dev.notify.request.NotificationType;
import dev.notify.security.FieldSeal;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Storms become single messages: of all deliveries of one type about one subject to one recipient by one channel, one in each window speaks
 * for those that wait when it goes out. Which one that is stands on a card, written only over what was read, so that on any number of
 * nodes one speaks. Safe for all threads; blocks for the store.
 */
public final class Collapse {

    /** How many it may speak for, at most. */
    public static final int MOST = 1_000;

    private static final Duration UNSEEN = Duration.ofSeconds(1);
    private static final Set<DeliveryState> GONE = Set.of(DeliveryState.SENT, DeliveryState.DELIVERED);

    private final Surroundings surroundings;
    private final Store store;
    private final LeadCards cards;

    /** Remembers in this store. */
    public Collapse(Surroundings surroundings, Store store, FieldSeal seal) {
        this.surroundings = surroundings;
        this.store = store;
        this.cards = new LeadCards(surroundings, store, seal);
    }

    /**
     * What collapses into one.
     *
     * @param recipient the id of the contact
     */
    public record Key(
            String tenant, String type, String subjectLookup, String channel, String recipient, Duration window) {}

    /**
     * The delivery that spoke last, which is not the one that asks.
     *
     * @param at when it began to
     * @param until from when the next may
     * @param gone whether it has gone out
     * @param waits whether it may yet
     */
    public record Spoken(UUID delivery, Instant at, Instant until, boolean gone, boolean waits) {

        /** Whether it speaks for one that was due then. */
        public boolean speaksFor(Instant dueAt) {
            return Collapse.speaksFor(at, dueAt);
        }
    }

    /** What is known for now; what follows from it is written only while it is still true. */
    public static final class Seen {
        private final Key key;
        private final Optional<Lead> lead;
        private final Optional<Spoken> spoken;

        private Seen(Key key, Optional<Lead> lead, Optional<Spoken> spoken) {
            this.key = key;
            this.lead = lead;
            this.spoken = spoken;
        }

        /** Who spoke last; empty if nobody else did. */
        public Optional<Spoken> spoken() {
            return spoken;
        }
    }

    /** Under what a notification's delivery collapses, if its type says that it does and it is about anything. */
    public static Optional<Key> keyOf(
            NotificationType type, Rows.Notification notification, String channel, String recipient) {
        String subject = notification.subjectLookup();
        return type.collapseWithin()
                .filter(window -> subject != null)
                .map(window -> new Key(
                        notification.tenant(),
                        notification.type(),
                        String.valueOf(subject),
                        channel,
                        recipient,
                        window));
    }

    /** Who spoke last, as that delivery sees it. */
    public Seen look(Key key, UUID asks) {
        Optional<Lead> lead = cards.read(key);
        Optional<Spoken> spoken = lead.filter(l -> !l.delivery().equals(asks)).map(this::spoken);
        return new Seen(key, lead, spoken);
    }

    private Spoken spoken(Lead lead) {
        Optional<DeliveryState> state = store.reads().load(List.of(lead.delivery())).stream()
                .map(loaded -> loaded.delivery().state())
                .findFirst();
        return new Spoken(
                lead.delivery(),
                Instant.ofEpochMilli(lead.at()),
                Instant.ofEpochMilli(lead.until()),
                state.filter(GONE::contains).isPresent(),
                state.filter(DeliveryState::isPending).isPresent());
    }

    /** That delivery speaks now; false if another was faster: then it is to be looked at again. */
    public boolean speaks(Seen seen, UUID delivery) {
        return cards.write(seen.key, seen.lead, delivery, surroundings.time().millis());
    }

    /** What was accepted within the last second may not have been there to be seen: it is left to the next. */
    private static boolean speaksFor(Instant at, Instant dueAt) {
        return !dueAt.isAfter(at.minus(UNSEEN));
    }

    /** How many others wait that a delivery speaks for if it goes out then. */
    public int others(Key key, String recipientLookup, UUID delivery, Instant at) {
        ReadPart.Find find = new ReadPart.Find(
                key.tenant(),
                recipientLookup,
                key.type(),
                key.subjectLookup(),
                null,
                key.channel(),
                Set.of(DeliveryState.PENDING),
                null,
                null,
                null,
                0,
                MOST);
        return (int) store.reads().find(find).stream()
                .filter(found -> !found.delivery().id().equals(delivery)
                        && !found.delivery().cancelAsked()
                        && speaksFor(
                                at, Instant.ofEpochMilli(found.notification().dueAt())))
                .count();
    }
}
