package dev.notify.memory;

import dev.notify.inbox.InboxStatus;
import dev.notify.store.InboxPart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The inboxes of all people. */
final class MemoryInbox implements InboxPart {

    private final Door door;
    private final Inboxes inboxes;

    MemoryInbox(Door door, Inboxes inboxes) {
        this.door = door;
        this.inboxes = inboxes;
    }

    @Override
    public List<Head> heads(Collection<Owner> owners) {
        return door.in(() -> new LinkedHashSet<>(owners)
                .stream().map(inboxes.heads::get).filter(Objects::nonNull).toList());
    }

    @Override
    public List<Item> find(Find find) {
        return door.in(() -> inboxes.find(find));
    }

    @Override
    public List<Item> items(Owner owner, Collection<UUID> ids) {
        return door.in(() -> new LinkedHashSet<>(ids)
                .stream().flatMap(id -> inboxes.of(owner, id)).toList());
    }

    @Override
    public List<Item> changed(Owner owner, long after, int limit) {
        return door.in(() -> inboxes.shelf(owner).byNumber.tailMap(after, false).values().stream()
                .limit(limit)
                .toList());
    }

    @Override
    public List<Item> change(Change change) {
        return door.in(() -> inboxes.change(change));
    }

    @Override
    public int wake(Owner owner, long now) {
        return door.in(() -> inboxes.wake(owner, now));
    }

    /** All items and heads; nobody touches them but inside a transaction. */
    static final class Inboxes {

        /** What one person has. */
        private static final class Shelf {
            private final NavigableSet<Item> byTime = new TreeSet<>(Item.NEWEST_FIRST);
            private final NavigableMap<Long, Item> byNumber = new TreeMap<>();
        }

        private final Journal journal;
        private final Table<Owner, Head> heads;
        private final Table<UUID, Item> items;
        private final Map<Owner, Shelf> shelves = new HashMap<>();

        Inboxes(Journal journal) {
            this.journal = journal;
            this.heads = new Table<>("head of an inbox", journal);
            this.items = new Table<>("item", journal);
        }

        private Shelf shelf(Owner owner) {
            return shelves.computeIfAbsent(owner, o -> new Shelf());
        }

        private Stream<Item> of(Owner owner, UUID id) {
            return Stream.ofNullable(items.get(id)).filter(item -> item.owner().equals(owner));
        }

        private Head head(Owner owner) {
            Head head = heads.get(owner);
            return head == null ? Head.empty(owner) : head;
        }

        /** @throws dev.notify.store.StoreException if its id is taken */
        void add(Item item) {
            Head head = head(item.owner()).with(null, item);
            Item row = item.numbered(head.seq());
            items.insert(row.id(), row);
            shelve(null, row);
            heads.put(item.owner(), head);
        }

        List<Item> change(Change change) {
            List<Item> changed = new ArrayList<>();
            for (UUID id : change.items()) {
                of(change.owner(), id)
                        .filter(item -> item.changesBy(change))
                        .forEach(item -> changed.add(replace(item, item.marked(change))));
            }
            return changed;
        }

        int wake(Owner owner, long now) {
            List<UUID> due = snoozed(owner)
                    .filter(item -> until(item) <= now)
                    .map(Item::id)
                    .toList();
            int woken = change(new Change(owner, due, Mark.WOKEN, now)).size();
            Head head = heads.get(owner);
            if (head != null) {
                Long next =
                        snoozed(owner).map(Inboxes::until).min(Long::compare).orElse(null);
                heads.put(owner, head.wakesAt(next));
            }
            return woken;
        }

        private Stream<Item> snoozed(Owner owner) {
            return List.copyOf(shelf(owner).byTime).stream().filter(item -> item.status() == InboxStatus.SNOOZED);
        }

        private static long until(Item item) {
            Long until = item.snoozedUntil();
            return until == null ? Long.MAX_VALUE : until;
        }

        private Item replace(Item before, Item then) {
            Head head = head(then.owner()).with(before, then);
            Item row = then.numbered(head.seq());
            items.put(row.id(), row);
            shelve(before, row);
            heads.put(then.owner(), head);
            return row;
        }

        private void shelve(@Nullable Item before, Item now) {
            Shelf shelf = shelf(now.owner());
            swap(shelf, before, now);
            journal.undoBy(() -> swap(shelf, now, before));
        }

        private static void swap(Shelf shelf, @Nullable Item out, @Nullable Item in) {
            if (out != null) {
                shelf.byTime.remove(out);
                shelf.byNumber.remove(out.seq());
            }
            if (in != null) {
                shelf.byTime.add(in);
                shelf.byNumber.put(in.seq(), in);
            }
        }

        private List<Item> find(Find find) {
            Spot before = find.before();
            return find.owners().stream()
                    .distinct()
                    .flatMap(owner -> shelf(owner).byTime.stream())
                    .filter(item -> matches(find, item))
                    .sorted(Item.NEWEST_FIRST)
                    .filter(item -> before == null || item.spot().isAfter(before))
                    .limit(find.limit())
                    .toList();
        }

        private static boolean matches(Find find, Item item) {
            return find.statuses().contains(item.status())
                    && (find.type() == null || find.type().equals(item.type()))
                    && (find.category() == null || find.category().equals(item.category()))
                    && (find.subjectLookup() == null || find.subjectLookup().equals(item.subjectLookup()));
        }
    }
}
