package dev.notify.memory;

import dev.notify.store.CardPart.Place;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cards by place and id, and in the order they are listed. */
final class CardTable {

    /** The cards of an owner, or those of a name. */
    private record Group(String tenant, String kind, boolean ofOwner, String value) {
        static Group of(Place place, boolean ofOwner) {
            return new Group(place.tenant(), place.kind(), ofOwner, ofOwner ? place.owner() : place.name());
        }

        Place place(String other) {
            return ofOwner ? new Place(tenant, kind, value, other) : new Place(tenant, kind, other, value);
        }
    }

    private final Journal journal;
    private final Map<Place, Rows.Card> cards = new HashMap<>();
    private final Map<UUID, Place> places = new HashMap<>();
    private final Map<Group, NavigableSet<Place>> groups = new HashMap<>();

    CardTable(Journal journal) {
        this.journal = journal;
    }

    Rows.@Nullable Card get(Place place) {
        return cards.get(place);
    }

    Rows.@Nullable Card get(UUID id) {
        Place place = places.get(id);
        return place == null ? null : cards.get(place);
    }

    /**
     * Puts a card at its place, over what was there.
     *
     * @throws StoreException if another card has its id
     */
    void put(Rows.Card card) {
        Rows.Card before = cards.get(card.place());
        if (!card.place().equals(places.getOrDefault(card.id(), card.place()))) {
            throw new StoreException("A card with this id is there already: " + card.id(), null);
        }
        set(card);
        journal.undoBy(() -> {
            drop(card);
            if (before != null) {
                set(before);
            }
        });
    }

    void remove(Rows.Card card) {
        drop(card);
        journal.undoBy(() -> set(card));
    }

    List<Rows.Card> ofOwner(String tenant, String kind, String owner, @Nullable String after, int limit) {
        return page(new Group(tenant, kind, true, owner), after, limit);
    }

    List<Rows.Card> ofName(String tenant, String kind, String name, @Nullable String after, int limit) {
        return page(new Group(tenant, kind, false, name), after, limit);
    }

    private List<Rows.Card> page(Group group, @Nullable String after, int limit) {
        NavigableSet<Place> all = groups.getOrDefault(group, Collections.emptyNavigableSet());
        NavigableSet<Place> rest = after == null ? all : all.tailSet(group.place(after), false);
        return rest.stream().limit(limit).map(cards::get).toList();
    }

    private void set(Rows.Card card) {
        Place place = card.place();
        cards.put(place, card);
        places.put(card.id(), place);
        group(place, true).add(place);
        group(place, false).add(place);
    }

    private void drop(Rows.Card card) {
        Place place = card.place();
        cards.remove(place);
        places.remove(card.id());
        group(place, true).remove(place);
        group(place, false).remove(place);
    }

    private NavigableSet<Place> group(Place place, boolean ofOwner) {
        return groups.computeIfAbsent(Group.of(place, ofOwner), g -> new TreeSet<>());
    }
}
