package dev.notify.internal.fanout;

import dev.notify.delivery.FanOut;
import dev.notify.directory.Group;
import dev.notify.model.Recipient;
import dev.notify.policy.Route;
import dev.notify.request.IfQuiet;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a fan-out has come: a card that bears the id of its notification, as does its piece of work.
 *
 * <p>Whoever makes deliveries, cancels or moves the notification writes this card, and only over the version they have read. So nothing is
 * made any more once it was cancelled, and nothing for the old time once it was moved.
 *
 * @param plan what it was asked to do
 * @param times when its deliveries are due; they are the notification's until that is moved
 * @param mark where it goes on
 */
public record FanOutCard(Plan plan, Times times, Mark mark, Count count, FanOut.State state, List<String> notes) {

    /** How many members one step goes through. */
    public static final int STEP = 500;

    private static final String KIND = "fan-out";
    private static final String PAGE = "fan-out-page";
    private static final String FIELD = "card.fan-out";

    public FanOutCard {
        notes = List.copyOf(notes);
    }

    /**
     * What it was asked to do.
     *
     * @param named how many recipients wait on pages by name
     * @param route the way the request names; empty for that of the type
     */
    public record Plan(List<Group> groups, int named, Optional<Route> route, IfQuiet ifQuiet) {
        public Plan {
            groups = List.copyOf(groups);
        }

        /** How many sources of recipients there are: the pages, then the groups. */
        public int sources() {
            return groups.size() + 1;
        }
    }

    /** When its deliveries are due. */
    public record Times(
            long dueAt,
            @Nullable String wallTime,
            @Nullable String zone,
            @Nullable Long expiresAt,
            boolean forced) {

        /** The times of a notification, which may be sent past schedule and hours. */
        public static Times of(Rows.Notification n, boolean forced) {
            return new Times(n.dueAt(), n.wallTime(), n.zone(), n.expiresAt(), forced);
        }

        /** The notification with these. */
        public Rows.Notification on(Rows.Notification n) {
            return n.dueAt(dueAt, wallTime, zone, expiresAt);
        }
    }

    /** When groups are looked at. */
    public enum Round {
        /** Before its time, or not yet. */
        EARLY,
        /** When its time has come, for the first time. */
        ONCE,
        /** When its time has come, for those who came since. */
        AGAIN
    }

    /**
     * Where it goes on.
     *
     * @param source 0 for the pages of those who are named, then the groups
     * @param after what the last step was answered with; null at the beginning of a source
     * @param hosts whether the host's own source told the members so far
     * @param round in which the groups are looked at: what began before its time looks at all of them once more when that has come
     */
    public record Mark(int source, @Nullable String after, boolean hosts, Round round) {

        /** At the beginning of a source. */
        public Mark to(int next) {
            return new Mark(next, null, false, round);
        }

        /** Further on in the same source. */
        public Mark after(String last, boolean byHosts) {
            return new Mark(source, last, byHosts, round);
        }

        /** Whether no group was looked at yet in this round. */
        boolean beginsWithGroups() {
            return source == 1 && after == null;
        }
    }

    /** What came of it. */
    public record Count(long recipients, long deliveries, long repeated) {
        /** Nothing yet. */
        public static final Count NOTHING = new Count(0, 0, 0);

        /** With these too. */
        public Count and(long people, long theirs, long again) {
            return new Count(recipients + people, deliveries + theirs, repeated + again);
        }
    }

    /** One that has not begun. */
    public static FanOutCard waiting(Plan plan, Times times) {
        Mark begin = new Mark(plan.named() > 0 ? 0 : 1, null, false, Round.EARLY);
        return new FanOutCard(plan, times, begin, Count.NOTHING, FanOut.State.WAITING, List.of());
    }

    /** As it is when its next step begins: from its time on, one round through the groups is enough. */
    public FanOutCard at(long now) {
        return mark.beginsWithGroups() && mark.round() == Round.EARLY && now >= times.dueAt()
                ? new FanOutCard(plan, times, new Mark(1, null, false, Round.ONCE), count, state, notes)
                : this;
    }

    /** Whether its next step waits for its time: those who came after an early look are found then. */
    public boolean waitsForItsTime() {
        return mark.beginsWithGroups() && mark.round() == Round.AGAIN;
    }

    /** One step further. */
    public FanOutCard gone(Mark to, Count now, List<String> more) {
        List<String> all = new ArrayList<>(notes);
        more.stream().filter(note -> !all.contains(note)).forEach(all::add);
        if (to.source() < plan.sources()) {
            return new FanOutCard(plan, times, to, now, FanOut.State.RUNNING, all);
        }
        return plan.groups().isEmpty() || to.round() != Round.EARLY
                ? new FanOutCard(plan, times, to, now, FanOut.State.DONE, all)
                : new FanOutCard(
                        plan, times, new Mark(1, null, false, Round.AGAIN), now, FanOut.State.RUNNING, List.of());
    }

    /** Nothing more is to come of it. */
    public FanOutCard cancelled() {
        return new FanOutCard(plan, times, mark, count, FanOut.State.CANCELLED, notes);
    }

    /** What is still to come is due then. */
    public FanOutCard moved(Times to) {
        return new FanOutCard(plan, to, mark, count, state, notes);
    }

    /** As callers see it. */
    public FanOut shown() {
        return new FanOut(
                state,
                plan.groups().stream().map(Group::key).toList(),
                plan.named(),
                count.recipients(),
                count.deliveries(),
                count.repeated(),
                notes);
    }

    private static CardPart.Place place(String tenant, UUID notification) {
        return new CardPart.Place(tenant, KIND, notification.toString(), "");
    }

    /** Whether a card is one of these. */
    public static boolean isOne(Rows.Card card) {
        return card.place().kind().equals(KIND);
    }

    /** What a card says. */
    public static FanOutCard read(FieldSeal seal, Rows.Card card) {
        return FanOutJson.read(seal.open(card.id(), FIELD, card.body()));
    }

    /** This on the card of a notification, over that version; 0 for a new one. */
    public CardPart.Put put(FieldSeal seal, String tenant, UUID notification, long version, long now) {
        String body = seal.seal(notification, FIELD, FanOutJson.write(this));
        return new CardPart.Put(place(tenant, notification), notification, version, now, null, body);
    }

    /** A page of recipients who are named, numbered from 0. */
    public static CardPart.Put page(
            FieldSeal seal,
            String tenant,
            UUID notification,
            UUID id,
            int number,
            List<Recipient> recipients,
            long now) {
        CardPart.Place place =
                new CardPart.Place(tenant, PAGE, notification.toString(), String.format(Locale.ROOT, "%06d", number));
        String body = seal.seal(id, FIELD, NamedPage.write(recipients));
        return new CardPart.Put(place, id, 0L, now, null, body);
    }

    /** The first page after that one, if there is one. */
    public static Optional<Rows.Card> pageAfter(
            CardPart cards, String tenant, UUID notification, @Nullable String after) {
        return cards.list(tenant, PAGE, notification.toString(), after, 1).stream()
                .findFirst();
    }

    /** The recipients on a page. */
    public static List<Recipient> recipients(FieldSeal seal, Rows.Card page) {
        return NamedPage.read(seal.open(page.id(), FIELD, page.body()));
    }
}
