package dev.notify.store;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Small records about people and things, each kept whole: contacts, preferences, memberships, consent, quotas. One table serves them
 * all, so that what a batch needs to know of people is one query, and a change, its history and the work that follows from it are
 * one transaction.
 *
 * <p>A card lies at a {@link Place}; what its body says is the business of whoever wrote it.
 */
public interface CardPart {

    /** The cards at these places, in any order and in one query; a place without a card is absent. */
    List<Rows.Card> read(Collection<Place> places);

    /**
     * The cards of one owner and kind, by name ascending, those after {@code after} if it is given. The order is always the same, and
     * that of the characters where all names are ASCII.
     */
    List<Rows.Card> list(String tenant, String kind, String owner, @Nullable String after, int limit);

    /** The cards of a kind that bear this name, by owner ascending as in {@link #list}. */
    List<Rows.Card> named(String tenant, String kind, String name, @Nullable String afterOwner, int limit);

    /** The cards of these ids, in any order: what a piece of work refers to. */
    List<Rows.Card> byIds(Collection<UUID> ids);

    /**
     * Writes all of this in one transaction, or nothing. Cards are written in the order of their places, so that steps which share
     * some wait for each other; where that is not enough, one of them is told that others were in the way.
     *
     * @return false if nothing was written, because a card was not as {@link Put#expected} says, or the work is not held under its
     *     fence any more
     * @throws StoreBusyException if others were in the way: the same again may well succeed
     * @throws StoreException if a row cannot be written: its id is taken, or it is a second delivery to one recipient by one channel
     */
    boolean write(Step step);

    /**
     * Where a card lies. {@code kind} is a word of the writer's; {@code owner} and {@code name} are lookups or plain names, and may be
     * empty. Texts that differ in case, accent or trailing blanks are different. Each has {@value #LONGEST} bytes of UTF-8 at most.
     *
     * <p>Places are ordered part by part.
     */
    record Place(String tenant, String kind, String owner, String name) implements Comparable<Place> {

        /** What every database can look up. */
        public static final int LONGEST = 600;

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::tenant)
                .thenComparing(Place::kind)
                .thenComparing(Place::owner)
                .thenComparing(Place::name);

        public Place {
            check("tenant", tenant);
            check("kind", kind);
            check("owner", owner);
            check("name", name);
        }

        private static void check(String part, String text) {
            Objects.requireNonNull(text, part);
            if (text.length() > LONGEST || text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                throw new IllegalArgumentException(part + ": longer than " + LONGEST + " bytes");
            }
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What shall be at a place.
     *
     * @param id the id of the card if it is new, which no other card has; a card that is there keeps its own. One that was removed and
     *     made anew begins at version 1 again, under another id
     * @param expected the version that must be there, 0 for none; null if it does not matter
     * @param body sealed; null removes the card
     */
    record Put(
            Place place,
            UUID id,
            @Nullable Long expected,
            long changedAt,
            @Nullable Long expiresAt,
            @Nullable String body) {}

    /** The work this step is done for: nothing is written unless it is held under this fence. */
    record Done(UUID ref, long fence, SettlePart.Move move) {}

    /** Work that nobody holds at {@code now} becomes available then, without an owner; work that is held or gone is left. */
    record Due(UUID ref, long now, long availableAt) {}

    /**
     * One step: cards, and what follows from them.
     *
     * @param puts no two at one place
     * @param contents what only the recipients of {@code deliveries} are told, each by its notification and recipient
     * @param deliveries more deliveries of notifications that are stored, with their work among {@code work}
     * @param marks what changes in inboxes, no two at one item; what of it changes nothing is left
     */
    record Step(
            List<Put> puts,
            List<Rows.Content> contents,
            List<Rows.Delivery> deliveries,
            List<Rows.Work> work,
            List<Due> dues,
            List<Rows.Trail> trail,
            List<Rows.Counter> counters,
            List<InboxPart.Change> marks,
            @Nullable Done done) {

        /** Nothing yet. */
        public static final Step EMPTY =
                new Step(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null);

        public Step {
            puts = List.copyOf(puts);
            if (puts.stream().map(Put::place).distinct().count() < puts.size()) {
                throw new IllegalArgumentException("puts: two at one place");
            }
            contents = List.copyOf(contents);
            deliveries = List.copyOf(deliveries);
            work = List.copyOf(work);
            dues = List.copyOf(dues);
            trail = List.copyOf(trail);
            counters = List.copyOf(counters);
            marks = List.copyOf(marks);
        }

        /** With these cards. */
        public Step puts(List<Put> cards) {
            return new Step(cards, contents, deliveries, work, dues, trail, counters, marks, done);
        }

        /** With these deliveries. */
        public Step deliveries(List<Rows.Content> own, List<Rows.Delivery> more) {
            return new Step(puts, own, more, work, dues, trail, counters, marks, done);
        }

        /** With this work. */
        public Step work(List<Rows.Work> begins) {
            return new Step(puts, contents, deliveries, begins, dues, trail, counters, marks, done);
        }

        /** With work moved. */
        public Step dues(List<Due> moved) {
            return new Step(puts, contents, deliveries, work, moved, trail, counters, marks, done);
        }

        /** With these lines of the audit record. */
        public Step trail(List<Rows.Trail> lines) {
            return new Step(puts, contents, deliveries, work, dues, lines, counters, marks, done);
        }

        /** With these counters. */
        public Step counters(List<Rows.Counter> counted) {
            return new Step(puts, contents, deliveries, work, dues, trail, counted, marks, done);
        }

        /** With this changed in inboxes. */
        public Step marks(List<InboxPart.Change> changes) {
            return new Step(puts, contents, deliveries, work, dues, trail, counters, changes, done);
        }

        /** For this piece of work. */
        public Step done(UUID ref, long fence, SettlePart.Move move) {
            return new Step(puts, contents, deliveries, work, dues, trail, counters, marks, new Done(ref, fence, move));
        }
    }
}
