package dev.notify.memory;

import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Small records about people and things. */
final class MemoryCards implements CardPart {

    private final Door door;
    private final Content content;

    MemoryCards(Door door, Content content) {
        this.door = door;
        this.content = content;
    }

    @Override
    public List<Rows.Card> read(Collection<Place> places) {
        Set<Place> once = new LinkedHashSet<>(places);
        return door.in(() ->
                once.stream().map(content.cards()::get).filter(Objects::nonNull).toList());
    }

    @Override
    public List<Rows.Card> list(String tenant, String kind, String owner, @Nullable String after, int limit) {
        return door.in(() -> content.cards().ofOwner(tenant, kind, owner, after, limit));
    }

    @Override
    public List<Rows.Card> named(String tenant, String kind, String name, @Nullable String afterOwner, int limit) {
        return door.in(() -> content.cards().ofName(tenant, kind, name, afterOwner, limit));
    }

    @Override
    public List<Rows.Card> byIds(Collection<UUID> ids) {
        Set<UUID> once = new LinkedHashSet<>(ids);
        return door.in(() ->
                once.stream().map(content.cards()::get).filter(Objects::nonNull).toList());
    }

    @Override
    public boolean write(Step step) {
        return door.in(() -> {
            if (!holds(step.done()) || !step.puts().stream().allMatch(this::asExpected)) {
                return false;
            }
            step.puts().forEach(put -> put(content.cards(), put));
            step.contents().forEach(content.notifications()::insert);
            step.deliveries().forEach(content.notifications()::insert);
            step.work().forEach(content.queue()::insert);
            step.dues().forEach(this::move);
            content.ledger().add(step.trail(), step.counters());
            step.marks().forEach(content.inboxes()::change);
            finish(step.done());
            return true;
        });
    }

    private boolean holds(@Nullable Done done) {
        return done == null || content.queue().heldUnder(done.ref(), done.fence()) != null;
    }

    private boolean asExpected(Put put) {
        Rows.Card card = content.cards().get(put.place());
        return put.expected() == null || put.expected() == (card == null ? 0 : card.version());
    }

    static void put(CardTable cards, Put put) {
        Rows.Card before = cards.get(put.place());
        if (put.body() != null) {
            UUID id = before == null ? put.id() : before.id();
            long version = before == null ? 1 : before.version() + 1;
            cards.put(new Rows.Card(id, put.place(), version, put.changedAt(), put.expiresAt(), put.body()));
        } else if (before != null) {
            cards.remove(before);
        }
    }

    private void move(Due due) {
        Rows.Work row = content.queue().get(due.ref());
        if (row != null && (row.owner() == null || row.availableAt() <= due.now())) {
            content.queue().replace(row, MemoryQueue.free(row, due.availableAt(), row.attempt(), row.crashes()));
        }
    }

    private void finish(@Nullable Done done) {
        if (done == null) {
            return;
        }
        Rows.Work row = content.queue().heldUnder(done.ref(), done.fence());
        if (row != null) {
            MemorySettles.move(content.queue(), done.move(), row);
        }
    }
}
