package dev.notify.internal.digest;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.UuidV7;
import dev.notify.internal.content.Content;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.policy.DigestPolicy;
import dev.notify.request.NotificationType;
import dev.notify.security.FieldSeal;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What was collected for somebody becomes one message. The first whose turn comes after its window carries it: who is told by it is written
 * down before the first try, and only over what was read, so that on any number of nodes each is told by one message, and a retry tells the same.
 * The others end with it when their turn comes; they are told if it went out or failed, and free again if it was withdrawn. Safe for all
 * threads; blocks for the store.
 */
public final class Digests {

    private static final int TRIES = 20;
    private static final int MOST = 50_000;
    private static final int PAGE = 500;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Set<DeliveryState> GONE =
            Set.of(DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.MAYBE_SENT);
    private static final Set<DeliveryState> MAY_COME_BACK = Set.of(DeliveryState.FAILED, DeliveryState.MAYBE_SENT);

    private final Surroundings surroundings;
    private final Store store;
    private final FieldSeal seal;
    private final DigestCards cards;

    /** Remembers in this store. */
    public Digests(Surroundings surroundings, Store store, FieldSeal seal) {
        this.surroundings = surroundings;
        this.store = store;
        this.seal = seal;
        this.cards = new DigestCards(surroundings, store, seal);
    }

    /**
     * A line of messages.
     *
     * @param address where it goes, if that came with the request; empty otherwise
     * @param group the value of the variable they are grouped by
     */
    public record Key(
            String tenant, String type, String channel, String recipientLookup, String address, String group) {}

    /**
     * A delivery whose turn has come, which is collected or carries a message.
     *
     * @param own the contact's address on its channel, if that came with the request
     * @param channels by which its notification goes, or may
     */
    public record Asks(
            NotificationType type,
            ReadPart.Loaded loaded,
            Content content,
            Optional<Address> own,
            List<ChannelName> channels,
            ZoneId zone,
            boolean collected) {}

    /** What it is to do. */
    public sealed interface Turn {

        /**
         * It carries a message.
         *
         * @param items the data of those that are told one by one
         * @param count of how many it tells
         * @param words what its words are pinned to
         */
        record Carry(List<Map<String, Object>> items, int count, String words) implements Turn {}

        /** It waits for what another carries. */
        record Wait(Instant until, String why) implements Turn {}

        /** Another has told it. */
        record Told(DeliveryState state, String why) implements Turn {}

        /** It goes out by itself. */
        record Alone() implements Turn {}
    }

    /** When the window ends in which a delivery is collected; empty if it is not: it is urgent, in-app, forced, or of no use by then. */
    public static Optional<Instant> endOf(
            NotificationType type,
            Priority priority,
            ChannelName channel,
            boolean forced,
            Instant due,
            Optional<Instant> expiry,
            ZoneId zone) {
        return type.digest()
                .filter(d -> !forced
                        && priority != Priority.CRITICAL
                        && priority.code() < d.aloneFrom().code()
                        && !channel.equals(ChannelName.IN_APP))
                .map(d -> d.endAfter(due, zone))
                .filter(end -> expiry.isEmpty() || end.isBefore(expiry.get()));
    }

    /**
     * What a delivery is to do now that nothing else stands in its way.
     *
     * @param words what a message of the type that says it is pinned to if it is made now
     */
    public Turn turn(Asks asks, String words) {
        Optional<Roll> carried = carriedBy(asks);
        if (carried.isPresent()) {
            return carry(carried.get(), asks);
        }
        if (!asks.collected() || !mayJoin(asks.content())) {
            return new Turn.Alone();
        }
        DigestPolicy policy = asks.type().digest().orElseThrow();
        Key key = keyOf(asks, policy);
        for (int i = 0; i < TRIES; i++) {
            Line line = cards.line(key);
            Optional<DeliveryState> state = line.carrier().flatMap(this::stateOf); // once: what failed may come back
            Optional<Turn> turn = answered(line, state, key, asks);
            if (turn.isPresent()) {
                return turn.get();
            }
            Map<UUID, UUID> told = told(line, state, key);
            Roll roll = new Roll(asks.loaded().delivery().id(), words, members(key, asks, policy, told.keySet()));
            if (cards.write(key, line, asks.loaded().notification().id(), roll, told)) {
                return carry(roll, asks);
            }
        }
        throw new StoreBusyException("others of its digest are always faster", null);
    }

    /** The message it carries already, or the one of a delivery that failed and that it stands in for. */
    private Optional<Roll> carriedBy(Asks asks) {
        Rows.Delivery d = asks.loaded().delivery();
        Optional<Roll> mine = cards.roll(d.tenant(), d.notificationId(), d.channel(), d.recipientLookup());
        if (mine.isPresent()) {
            return mine;
        }
        return asks.channels().stream()
                .map(ChannelName::value)
                .filter(channel -> !channel.equals(d.channel()))
                .flatMap(channel -> cards.roll(d.tenant(), d.notificationId(), channel, d.recipientLookup()).stream())
                .filter(roll ->
                        stateOf(roll.carrier()).filter(MAY_COME_BACK::contains).isPresent())
                .findFirst();
    }

    /** What follows from what the line carries by now; empty if this delivery may carry the next message. */
    private Optional<Turn> answered(Line line, Optional<DeliveryState> state, Key key, Asks asks) {
        UUID me = asks.loaded().delivery().id();
        UUID before = line.told().get(me);
        if (before != null) {
            return Optional.of(told(before, stateOf(before)));
        }
        if (line.carrier().isEmpty()) {
            return Optional.empty();
        }
        UUID carrier = line.carrier().get();
        if (state.filter(DeliveryState::isPending).isPresent()) {
            return Optional.of(new Turn.Wait(
                    surroundings.time().now().plus(SOON), "it is told with delivery " + carrier + ", or comes next"));
        }
        boolean listed = isTold(state)
                && rollOf(line, key).filter(r -> r.known().contains(me)).isPresent();
        return listed ? Optional.of(told(carrier, state)) : Optional.empty();
    }

    private Optional<Roll> rollOf(Line line, Key key) {
        return line.notification().flatMap(n -> cards.roll(key.tenant(), n, key.channel(), key.recipientLookup()));
    }

    /** Whether what a delivery carries is told, or is that delivery's business from then on. */
    private static boolean isTold(Optional<DeliveryState> state) {
        return state.filter(s -> GONE.contains(s) || s == DeliveryState.FAILED).isPresent();
    }

    private static Turn told(UUID carrier, Optional<DeliveryState> state) {
        return state.filter(GONE::contains).isPresent()
                ? new Turn.Told(DeliveryState.SENT, "told in the digest that delivery " + carrier + " carries")
                : new Turn.Told(
                        DeliveryState.SUPPRESSED,
                        "is in the digest of delivery " + carrier
                                + ", which failed: what becomes of it is decided there");
    }

    private Optional<DeliveryState> stateOf(UUID delivery) {
        return store.reads().load(List.of(delivery)).stream()
                .map(loaded -> loaded.delivery().state())
                .findFirst();
    }

    /** All that was told before and has not been ended yet; and the carriers that failed, since they tell theirs if they come back. */
    private Map<UUID, UUID> told(Line line, Optional<DeliveryState> state, Key key) {
        Map<UUID, UUID> all = new HashMap<>(line.told());
        if (line.carrier().isPresent() && isTold(state)) {
            UUID carrier = line.carrier().get();
            rollOf(line, key).ifPresent(roll -> roll.members().forEach(id -> all.put(id, carrier)));
        }
        Set<UUID> kept = new HashSet<>();
        for (ReadPart.Loaded loaded : pages(List.copyOf(all.keySet()))) {
            UUID id = loaded.delivery().id();
            DeliveryState now = loaded.delivery().state();
            boolean mayComeBack = MAY_COME_BACK.contains(now) && id.equals(all.get(id));
            if (now.isPending() || mayComeBack) {
                kept.add(id);
            }
        }
        all.keySet().retainAll(kept);
        return all;
    }

    private List<ReadPart.Loaded> pages(List<UUID> ids) {
        List<ReadPart.Loaded> all = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += PAGE) {
            all.addAll(store.reads().load(ids.subList(from, Math.min(from + PAGE, ids.size()))));
        }
        return all;
    }

    /** The ids of all that wait to be told by now, this one among them, the oldest first. */
    private List<UUID> members(Key key, Asks asks, DigestPolicy policy, Collection<UUID> told) {
        UUID me = asks.loaded().delivery().id();
        List<UUID> waiting = store
                .reads()
                .find(new ReadPart.Find(
                        key.tenant(),
                        key.recipientLookup(),
                        key.type(),
                        null,
                        null,
                        key.channel(),
                        Set.of(DeliveryState.PENDING),
                        null,
                        null,
                        null,
                        0,
                        MOST))
                .stream()
                .filter(found -> !told.contains(found.delivery().id()) && isOver(found, asks))
                .map(found -> found.delivery().id())
                .toList();
        Set<UUID> all = new HashSet<>();
        for (ReadPart.Loaded loaded : pages(waiting)) {
            if (loaded.delivery().state().isPending()
                    && keyOf(loaded, policy).filter(key::equals).isPresent()) {
                all.add(loaded.delivery().id());
            }
        }
        all.add(me);
        return all.stream().sorted(UuidV7::compare).toList();
    }

    /** Whether its window is over, and it is still to be told. */
    private boolean isOver(ReadPart.Found found, Asks asks) {
        Rows.Notification n = found.notification();
        Instant now = surroundings.time().now();
        Optional<Instant> expiry = Optional.ofNullable(n.expiresAt()).map(Instant::ofEpochMilli);
        Optional<Instant> end = endOf(
                asks.type(),
                Priority.ofCode(n.priority()),
                ChannelName.of(found.delivery().channel()),
                found.delivery().forced(),
                Instant.ofEpochMilli(n.dueAt()),
                expiry,
                asks.zone());
        return !found.delivery().cancelAsked()
                && end.filter(e -> !e.isAfter(now)).isPresent()
                && expiry.filter(e -> !e.isAfter(now)).isEmpty();
    }

    private Key keyOf(Asks asks, DigestPolicy policy) {
        return key(asks.loaded(), asks.content(), asks.own(), policy);
    }

    private Optional<Key> keyOf(ReadPart.Loaded loaded, DigestPolicy policy) {
        Content content = contentOf(loaded);
        if (!mayJoin(content)) {
            return Optional.empty();
        }
        String own = loaded.own();
        Optional<Address> address = own == null
                ? Optional.empty()
                : Content.readContact(seal.open(loaded.notification().id(), "contact", own))
                        .addressOn(ChannelName.of(loaded.delivery().channel()));
        return Optional.of(key(loaded, content, address, policy));
    }

    private Key key(ReadPart.Loaded loaded, Content content, Optional<Address> own, DigestPolicy policy) {
        Rows.Delivery d = loaded.delivery();
        return new Key(
                d.tenant(),
                loaded.notification().type(),
                d.channel(),
                d.recipientLookup(),
                own.map(a -> seal.lookup("digest.address", a.value())).orElse(""),
                policy.groupBy()
                        .map(variable -> seal.lookup(
                                "digest.group", String.valueOf(content.data().get(variable))))
                        .orElse(""));
    }

    /** What has a condition, a plan, words or files of its own is never told by another. */
    private static boolean mayJoin(Content content) {
        return content.sendIf().isEmpty()
                && content.edition().isEmpty()
                && content.text().isEmpty()
                && content.enclosed().isEmpty();
    }

    private Content contentOf(ReadPart.Loaded loaded) {
        String shared = loaded.shared();
        return shared == null
                ? Content.empty()
                : Content.read(seal.open(loaded.notification().id(), "content", shared));
    }

    private Turn carry(Roll roll, Asks asks) {
        int most = asks.type().digest().map(DigestPolicy::atMost).orElse(1);
        List<UUID> shown =
                roll.members().subList(0, Math.min(most, roll.members().size()));
        Map<UUID, Map<String, Object>> data = new HashMap<>();
        pages(shown)
                .forEach(loaded ->
                        data.put(loaded.delivery().id(), contentOf(loaded).data()));
        List<Map<String, Object>> items =
                shown.stream().filter(data::containsKey).map(data::get).toList();
        return new Turn.Carry(items, roll.members().size(), roll.words());
    }
}
