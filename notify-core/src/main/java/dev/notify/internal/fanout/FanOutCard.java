package dev.notify.internal.fanout;

import dev.notify.delivery.FanOut;
import dev.notify.directory.Group;
import dev.notify.model.ChannelName;
import dev.notify.model.Recipient;
import dev.notify.request.IfQuiet;
import dev.notify.store.CardPart;
import dev.notify.store.FieldSeal;
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
     * @param onlyBy the channels the request names; empty for those of the type
     */
    public record Plan(List<Group> groups, int named, List<ChannelName> onlyBy, IfQuiet ifQuiet) {
        public Plan {
            groups = List.copyOf(groups);
            onlyBy = List.copyOf(onlyBy);
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

        /** The times of a notification. */
        public static Times of(Rows.Notification n) {
            return new Times(n.dueAt(), n.wallTime(), n.zone(), n.expiresAt(), false);
        }

        /** The notification with these. */
        public Rows.Notification on(Rows.Notification n) {
            return n.dueAt(dueAt, wallTime, zone, expiresAt);
        }
    }

    /**
     * Where it goes on.
     *
     * @param source 0 for the pages of those who are named, then the groups
     * @param after what the last step was answered with; null at the beginning of a source
     * @param hosts whether the host's own source told the members so far
     */
    public record Mark(int source, @Nullable String after, boolean hosts) {}

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
        Mark begin = new Mark(plan.named() > 0 ? 0 : 1, null, false);
        return new FanOutCard(plan, times, begin, Count.NOTHING, FanOut.State.WAITING, List.of());
    }

    /** One step further. */
    public FanOutCard gone(Mark to, Count now, List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        FanOut.State stands = to.source() < plan.sources() ? FanOut.State.RUNNING : FanOut.State.DONE;
        return new FanOutCard(plan, times, to, now, stands, all);
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
