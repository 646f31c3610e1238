package dev.notify.testing.laws.kit;

import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.inbox.InboxStatus;
import dev.notify.store.InboxPart.Change;
import dev.notify.store.InboxPart.Head;
import dev.notify.store.InboxPart.Item;
import dev.notify.store.InboxPart.Mark;
import dev.notify.store.InboxPart.Owner;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings items into inboxes, as settlements do. */
public final class SampleItems {

    private final Stage stage;
    private final SampleRows rows;

    /** On this stage. */
    public SampleItems(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
    }

    /** Somebody of the rows' tenant. */
    public Owner owner(String name) {
        return new Owner(rows.tenant(), name);
    }

    /** A new item with everything one can have. */
    public Item item(UUID id, Owner owner, long at) {
        return new Item(
                id,
                owner,
                rows.id(),
                "sample",
                "samples",
                2,
                "about it",
                "about-lookup",
                "{\"title\":\"Grüße, \uD83D\uDE80\"}",
                InboxStatus.NEW,
                at,
                0,
                null,
                null,
                null);
    }

    /** The same of that type, category and subject. */
    public Item of(Item item, String type, String category, @Nullable String subjectLookup) {
        return new Item(
                item.id(),
                item.owner(),
                item.notificationId(),
                type,
                category,
                item.priority(),
                item.subject(),
                subjectLookup,
                item.text(),
                item.status(),
                item.at(),
                item.seq(),
                item.seenAt(),
                item.readAt(),
                item.snoozedUntil());
    }

    /** Deliveries that are held, to be settled. */
    public List<UUID> held(int count) {
        List<UUID> ids = stage.crowd(count);
        stage.claim(NOW, count);
        return ids;
    }

    /** The settlement of a delivery that brings these. */
    public Settlement bringing(UUID delivery, long fence, Item... items) {
        Settlement s = stage.sent(delivery, fence);
        Next next = Next.NOTHING.items(List.of(items));
        return new Settlement(
                s.ref(), s.fence(), s.move(), s.delivery(), s.attempt(), s.call(), next, s.trail(), s.counters());
    }

    /** Items that have come to somebody, a millisecond apart, in that order. */
    public List<Item> arrived(Owner owner, int count) {
        List<Item> items = new ArrayList<>();
        for (UUID id : held(count)) {
            items.add(item(id, owner, NOW + items.size()));
        }
        return arrived(items.toArray(Item[]::new));
    }

    /** These items have come, each with the delivery it names. */
    public List<Item> arrived(Item... items) {
        stage.settle(Arrays.stream(items).map(i -> bringing(i.id(), 1, i)).toArray(Settlement[]::new));
        return Arrays.stream(items)
                .flatMap(i -> stage.store().inbox().items(i.owner(), List.of(i.id())).stream())
                .toList();
    }

    /** The head of somebody's inbox. */
    public Head head(Owner owner) {
        return stage.store().inbox().heads(List.of(owner)).stream().findFirst().orElseGet(() -> Head.empty(owner));
    }

    /** The change of one item. */
    public static Change change(Item item, Mark mark) {
        return new Change(item.owner(), List.of(item.id()), mark, NOW + 50);
    }
}
