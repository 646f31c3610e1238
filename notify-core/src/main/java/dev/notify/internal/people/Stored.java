package dev.notify.internal.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.notify.internal.base.TimeSource;
import dev.notify.internal.cards.Cards;
import dev.notify.store.CardPart.Place;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What cards say at this moment: read no longer ago than {@link Fresh#KEPT}, many in one query, understood once for each version. Parts
 * that nobody uses cost one query in that time. Bounded; safe for all threads.
 */
final class Stored {

    private static final int MOST = 20_000;
    private static final Used NEVER_ASKED = new Used(Map.of(), -Fresh.KEPT);

    private final Store store;
    private final TimeSource time;
    private final Cache<Place, Seen> seen =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    private volatile Used used = NEVER_ASKED;

    Stored(Store store, TimeSource time) {
        this.store = store;
        this.time = time;
    }

    /** A card as it was then, and what it means; null for none. */
    private static final class Seen {
        final Rows.@Nullable Card card;
        final long readAt;
        volatile @Nullable Object means;

        Seen(Rows.@Nullable Card card, long readAt, @Nullable Object means) {
            this.card = card;
            this.readAt = readAt;
            this.means = means;
        }

        boolean same(Rows.@Nullable Card other) {
            return card != null && other != null && card.id().equals(other.id()) && card.version() == other.version();
        }
    }

    /** Which parts are known to be used; whoever was, is for ever. */
    private record Used(Map<Cards.Part, Boolean> parts, long askedAt) {
        boolean all() {
            return parts.size() == Cards.Part.values().length;
        }
    }

    /** Whether anything was ever kept of this part. */
    boolean uses(Cards.Part part) {
        Used known = used;
        long now = time.millis();
        if (!known.all() && !known.parts().containsKey(part) && !Fresh.still(known.askedAt(), now)) {
            Map<Place, Cards.Part> places = new HashMap<>();
            for (Cards.Part each : Cards.Part.values()) {
                places.put(Cards.usedAt(each), each);
            }
            Map<Cards.Part, Boolean> found = new EnumMap<>(Cards.Part.class);
            store.cards().read(places.keySet()).forEach(card -> found.put(part(places, card), true));
            known = new Used(found, now);
            used = known;
        }
        return known.parts().containsKey(part);
    }

    private static Cards.Part part(Map<Place, Cards.Part> places, Rows.Card card) {
        Cards.Part part = places.get(card.place());
        if (part == null) {
            throw new IllegalStateException("a card that was not asked for");
        }
        return part;
    }

    /** Reads what will be asked for next, in one query. */
    void foresee(Collection<Place> places) {
        long now = time.millis();
        Set<Place> stale = new HashSet<>();
        for (Place place : places) {
            Seen before = seen.getIfPresent(place);
            if (before == null || !Fresh.still(before.readAt, now)) {
                stale.add(place);
            }
        }
        read(stale, now);
    }

    /** Something else may lie there by now. */
    void forget(Place place) {
        seen.invalidate(place);
    }

    /** A part may be used by now that was not. */
    void forgetUses() {
        used = NEVER_ASKED;
    }

    /** What the card at a place means; empty where there is none. */
    <T> Optional<T> at(Place place, Class<T> type, Function<Rows.Card, T> understood) {
        long now = time.millis();
        Seen known = seen.getIfPresent(place);
        if (known == null || !Fresh.still(known.readAt, now)) {
            known = read(Set.of(place), now).get(0);
        }
        if (known.card == null) {
            return Optional.empty();
        }
        Object means = known.means;
        if (means == null) {
            means = understood.apply(known.card);
            known.means = means;
        }
        return Optional.of(type.cast(means));
    }

    private List<Seen> read(Set<Place> places, long now) {
        if (places.isEmpty()) {
            return List.of();
        }
        Map<Place, Rows.Card> found = new HashMap<>();
        store.cards().read(places).forEach(card -> found.put(card.place(), card));
        List<Seen> read = new ArrayList<>(places.size());
        for (Place place : places) {
            Rows.Card card = found.get(place);
            Seen before = seen.getIfPresent(place);
            Seen after = new Seen(card, now, before != null && before.same(card) ? before.means : null);
            seen.put(place, after);
            read.add(after);
        }
        return read;
    }
}
