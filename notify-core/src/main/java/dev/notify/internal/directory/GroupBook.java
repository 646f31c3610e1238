package dev.notify.internal.directory;

import dev.notify.directory.Group;
import dev.notify.directory.Groups;
import dev.notify.directory.Slice;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Groups and memberships on cards, in one scope. */
final class GroupBook implements Groups {

    private static final int SHARE = 200;

    private final Editing editing;

    GroupBook(Editing editing) {
        this.editing = editing;
    }

    @Override
    public void create(Group group) {
        CardPart.Place place = GroupCard.groupPlace(editing.seal(), editing.tenant(), group);
        editing.until("the group", () -> {
            if (editing.card(place) != null) {
                return Optional.of(true);
            }
            CardPart.Put put = editing.put(place, null, id -> GroupCard.write(editing.seal(), id, group, ""));
            CardPart.Step step =
                    CardPart.Step.EMPTY.puts(List.of(put)).trail(List.of(trail("group.created", put, group.key())));
            return editing.cards().write(step) ? Optional.of(true) : Optional.empty();
        });
    }

    boolean exists(Group group) {
        return editing.card(GroupCard.groupPlace(editing.seal(), editing.tenant(), group)) != null;
    }

    @Override
    public int add(Group group, Collection<String> recipientIds) {
        create(Objects.requireNonNull(group, "group"));
        int added = 0;
        for (List<String> share : shares(recipientIds)) {
            added += editing.until("the group", () -> addOnce(group, share));
        }
        return added;
    }

    private Optional<Integer> addOnce(Group group, List<String> ids) {
        Map<String, String> merged = Directory.merged(editing.session(), editing.seal(), editing.tenant(), ids);
        Map<CardPart.Place, String> members = new LinkedHashMap<>();
        for (String id : ids) {
            String end = merged.getOrDefault(id, id);
            members.put(GroupCard.memberPlace(editing.seal(), editing.tenant(), group, end), end);
        }
        members.keySet().removeAll(editing.cards(members.keySet()).keySet());
        List<CardPart.Put> puts = new ArrayList<>();
        List<Rows.Trail> trail = new ArrayList<>();
        members.forEach((place, id) -> {
            CardPart.Put put = editing.put(place, null, card -> GroupCard.write(editing.seal(), card, group, id));
            puts.add(put);
            trail.add(trail("group.joined", put, id + " in " + group));
        });
        return written(puts, trail);
    }

    private Optional<Integer> written(List<CardPart.Put> puts, List<Rows.Trail> trail) {
        boolean done = puts.isEmpty()
                || editing.cards().write(CardPart.Step.EMPTY.puts(puts).trail(trail));
        return done ? Optional.of(puts.size()) : Optional.empty();
    }

    @Override
    public int remove(Group group, Collection<String> recipientIds) {
        int removed = 0;
        for (List<String> share : shares(recipientIds)) {
            removed += editing.until("the group", () -> {
                Map<String, String> merged =
                        Directory.merged(editing.session(), editing.seal(), editing.tenant(), share);
                Map<CardPart.Place, String> places = new LinkedHashMap<>();
                share.forEach(id -> places.put(memberPlace(group, merged.getOrDefault(id, id)), id));
                return leave(editing.cards(places.keySet()).values());
            });
        }
        return removed;
    }

    private CardPart.Place memberPlace(Group group, String id) {
        return GroupCard.memberPlace(editing.seal(), editing.tenant(), group, id);
    }

    /** Takes members out whose cards these are. */
    private Optional<Integer> leave(Collection<Rows.Card> cards) {
        List<CardPart.Put> puts = new ArrayList<>();
        List<Rows.Trail> trail = new ArrayList<>();
        for (Rows.Card card : cards) {
            GroupCard.Member member = GroupCard.read(editing.seal(), card);
            puts.add(editing.gone(card));
            trail.add(editing.trail("group.left", card.id(), member.id() + " of " + member.group()));
        }
        return written(puts, trail);
    }

    @Override
    public boolean dissolve(Group group) {
        CardPart.Place place = GroupCard.groupPlace(editing.seal(), editing.tenant(), group);
        String owner = memberPlace(group, "any").owner();
        while (editing.until("the group", () -> leave(page(owner, null, SHARE))) > 0) {
            // until nobody is left
        }
        return editing.until("the group", () -> {
            Rows.Card card = editing.card(place);
            if (card == null) {
                return Optional.of(false);
            }
            CardPart.Step step = CardPart.Step.EMPTY
                    .puts(List.of(editing.gone(card)))
                    .trail(List.of(editing.trail("group.dissolved", card.id(), group.key())));
            return editing.cards().write(step) ? Optional.of(true) : Optional.empty();
        });
    }

    private List<Rows.Card> page(String owner, @Nullable String after, int limit) {
        return editing.cards().list(editing.tenant().value(), GroupCard.MEMBER, owner, after, limit);
    }

    @Override
    public Slice<String> members(Group group, @Nullable String after, int limit) {
        List<Rows.Card> cards = page(memberPlace(group, "any").owner(), after, Editing.checkLimit(limit));
        return slice(
                cards,
                limit,
                card -> GroupCard.read(editing.seal(), card).id(),
                card -> card.place().name());
    }

    @Override
    public Slice<Group> of(String recipientId, @Nullable String after, int limit) {
        String id = Editing.checkId(recipientId);
        String end = Directory.merged(editing.session(), editing.seal(), editing.tenant(), List.of(id))
                .getOrDefault(id, id);
        return slice(
                named(end, after, Editing.checkLimit(limit)),
                limit,
                card -> GroupCard.read(editing.seal(), card).group(),
                card -> card.place().owner());
    }

    private List<Rows.Card> named(String id, @Nullable String after, int limit) {
        String name = editing.seal().lookup("recipient", id);
        return editing.cards().named(editing.tenant().value(), GroupCard.MEMBER, name, after, limit);
    }

    @Override
    public Slice<Group> all(Group.Kind kind, @Nullable String after, int limit) {
        List<Rows.Card> cards = editing.cards()
                .list(
                        editing.tenant().value(),
                        GroupCard.GROUP,
                        GroupCard.ownerOf(kind),
                        after,
                        Editing.checkLimit(limit));
        return slice(
                cards,
                limit,
                card -> GroupCard.read(editing.seal(), card).group(),
                card -> card.place().name());
    }

    private static <T> Slice<T> slice(
            List<Rows.Card> cards, int limit, Function<Rows.Card, T> item, Function<Rows.Card, String> cursor) {
        List<T> items = cards.stream().map(item).toList();
        return new Slice<>(
                items,
                cards.size() < limit ? Optional.empty() : Optional.of(cursor.apply(cards.get(cards.size() - 1))));
    }

    /** Whatever the old id belongs to, the new one does. */
    void rename(String oldId, String newId) {
        while (editing.until("a group", () -> renameOnce(oldId, newId)) > 0) {
            // until nothing bears the old id
        }
    }

    private Optional<Integer> renameOnce(String oldId, String newId) {
        List<Rows.Card> old = named(oldId, null, SHARE);
        Map<CardPart.Place, Group> places = new LinkedHashMap<>();
        for (Rows.Card card : old) {
            Group group = GroupCard.read(editing.seal(), card).group();
            places.put(memberPlace(group, newId), group);
        }
        places.keySet().removeAll(editing.cards(places.keySet()).keySet());
        List<CardPart.Put> puts = new ArrayList<>();
        List<Rows.Trail> trail = new ArrayList<>();
        old.forEach(card -> puts.add(editing.gone(card)));
        places.forEach((place, group) -> {
            CardPart.Put put = editing.put(place, null, card -> GroupCard.write(editing.seal(), card, group, newId));
            puts.add(put);
            trail.add(trail("group.joined", put, newId + " in " + group + ", as " + oldId + " was"));
        });
        return written(puts, trail).map(all -> old.size());
    }

    private Rows.Trail trail(String action, CardPart.Put put, String detail) {
        return editing.trail(action, put.id(), detail);
    }

    private static List<List<String>> shares(Collection<String> ids) {
        Set<String> once = new LinkedHashSet<>();
        ids.forEach(id -> once.add(Editing.checkId(id)));
        List<String> all = List.copyOf(once);
        List<List<String>> shares = new ArrayList<>();
        for (int from = 0; from < all.size(); from += SHARE) {
            shares.add(all.subList(from, Math.min(from + SHARE, all.size())));
        }
        return shares;
    }
}
