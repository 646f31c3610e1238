package dev.notify.memory;

import dev.notify.store.CardPart.Place;
import dev.notify.store.Rows;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cards by place and id, and in the order they are listed. */
final class CardTable {

    /** By the bytes of their UTF-8 form, as databases order them. */
    private static final Comparator<String> BYTES = (a, b) ->
            Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /** The cards of an owner, or those of a name. */
    private record Group(String tenant, String kind, boolean ofOwner, String value) {}

    private final Journal journal;
    private final Map<Place, Rows.Card> cards = new HashMap<>();
    private final Map<UUID, Place> places = new HashMap<>();
    private final Map<Group, NavigableMap<String, Place>> groups = new HashMap<>();

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

    /** Puts a card at its place, over what was there. */
    void put(Rows.Card card) {
        Rows.Card before = cards.get(card.place());
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
        NavigableMap<String, Place> all = groups.getOrDefault(group, Collections.emptyNavigableMap());
        NavigableMap<String, Place> rest = after == null ? all : all.tailMap(after, false);
        return rest.values().stream().limit(limit).map(cards::get).toList();
    }

    private void set(Rows.Card card) {
        Place place = card.place();
        cards.put(place, card);
        places.put(card.id(), place);
        group(place, true).put(place.name(), place);
        group(place, false).put(place.owner(), place);
    }

    private void drop(Rows.Card card) {
        Place place = card.place();
        cards.remove(place);
        places.remove(card.id());
        group(place, true).remove(place.name());
        group(place, false).remove(place.owner());
    }

    private NavigableMap<String, Place> group(Place place, boolean ofOwner) {
        Group group = new Group(place.tenant(), place.kind(), ofOwner, ofOwner ? place.owner() : place.name());
        return groups.computeIfAbsent(group, g -> new TreeMap<>(BYTES));
    }
}
