package dev.notify.jdbc.internal.inbox;

import dev.notify.inbox.InboxStatus;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.jdbc.internal.dialect.Insertion;
import dev.notify.jdbc.internal.rows.Readers;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.InboxPart.Change;
import dev.notify.store.InboxPart.Head;
import dev.notify.store.InboxPart.Item;
import dev.notify.store.InboxPart.Mark;
import dev.notify.store.InboxPart.Owner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes to inboxes as part of a transaction: the heads of all that are touched are locked first, in the order of their owners, and held
 * until the transaction ends; so numbers become visible in their order, and nobody locks two heads in another order.
 */
public final class Shelves {

    private static final String OWNED = "i.tenant = ? AND i.recipient = ?";

    private final Dialect dialect;
    private final Readers readers;

    /** In that database. */
    public Shelves(Dialect dialect) {
        this.dialect = dialect;
        this.readers = new Readers(dialect);
    }

    /** Puts new items into their inboxes. */
    public void add(Connection connection, List<Item> items) throws SQLException {
        if (items.isEmpty()) {
            return;
        }
        SortedSet<Owner> owners = new TreeSet<>();
        items.forEach(item -> owners.add(item.owner()));
        SortedMap<Owner, Head> heads = lockOrMake(connection, owners);
        List<Item> rows = new ArrayList<>();
        items.stream()
                .sorted(Comparator.comparingLong(Item::at).thenComparing(Item::id, Ids.ORDER))
                .forEach(item -> rows.add(next(heads, null, item)));
        rows.sort(Comparator.comparing(Item::id, Ids.ORDER));
        dialect.insertAll(
                connection,
                List.of(
                        Insertion.replacing(Tables.INBOX_HEAD, List.copyOf(heads.values())),
                        Insertion.of(Tables.INBOX, rows)));
    }

    /** Changes items; returns those that changed. */
    public List<Item> change(Connection connection, List<Change> changes) throws SQLException {
        List<Change> some = changes.stream().filter(c -> !c.items().isEmpty()).toList();
        if (some.isEmpty()) {
            return List.of();
        }
        SortedSet<Owner> owners = new TreeSet<>();
        some.forEach(change -> owners.add(change.owner()));
        SortedMap<Owner, Head> heads = lock(connection, owners);
        List<Item> changed = new ArrayList<>();
        for (Change change : some) {
            if (heads.containsKey(change.owner())) {
                for (Item item : locked(connection, change.owner(), change.items())) {
                    if (item.changesBy(change)) {
                        changed.add(next(heads, item, item.marked(change)));
                    }
                }
            }
        }
        write(connection, heads, changed);
        return changed;
    }

    /** Brings back what was snoozed until then; returns how many came back. */
    public int wake(Connection connection, Owner owner, long now) throws SQLException {
        SortedMap<Owner, Head> heads = lock(connection, new TreeSet<>(List.of(owner)));
        Head head = heads.get(owner);
        if (head == null) {
            return 0;
        }
        List<Item> changed = new ArrayList<>();
        Long next = null;
        for (Item item : snoozed(connection, owner)) {
            Change wake = new Change(owner, List.of(item.id()), Mark.WOKEN, now);
            Long until = item.snoozedUntil();
            if (item.changesBy(wake)) {
                changed.add(next(heads, item, item.marked(wake)));
            } else if (until != null && (next == null || until < next)) {
                next = until;
            }
        }
        heads.put(owner, heads.getOrDefault(owner, head).wakesAt(next));
        write(connection, heads, changed);
        return changed.size();
    }

    /** Takes the next number of its inbox for an item, and counts it. */
    private static Item next(SortedMap<Owner, Head> heads, @Nullable Item before, Item now) {
        Head head = heads.getOrDefault(now.owner(), Head.empty(now.owner())).with(before, now);
        heads.put(now.owner(), head);
        return now.numbered(head.seq());
    }

    private void write(Connection connection, SortedMap<Owner, Head> heads, List<Item> changed) throws SQLException {
        if (heads.isEmpty()) {
            return;
        }
        dialect.insertAll(connection, List.of(Insertion.replacing(Tables.INBOX_HEAD, List.copyOf(heads.values()))));
        dialect.update(
                connection,
                Tables.INBOX_STANDING,
                changed.stream()
                        .sorted(Comparator.comparing(Item::id, Ids.ORDER))
                        .toList());
    }

    private SortedMap<Owner, Head> lock(Connection connection, SortedSet<Owner> owners) throws SQLException {
        SortedMap<Owner, Head> heads = new TreeMap<>();
        List<Head> keys = owners.stream().map(Head::empty).toList();
        dialect.lock(connection, Tables.INBOX_HEAD, keys, readers::head).forEach(head -> heads.put(head.owner(), head));
        return heads;
    }

    /** A head is made under the lock of nobody: who comes second waits for the first, and finds it. */
    private SortedMap<Owner, Head> lockOrMake(Connection connection, SortedSet<Owner> owners) throws SQLException {
        SortedMap<Owner, Head> heads = lock(connection, owners);
        SortedSet<Owner> missing = new TreeSet<>(owners);
        missing.removeAll(heads.keySet());
        if (!missing.isEmpty()) {
            dialect.insertMissing(
                    connection,
                    Tables.INBOX_HEAD,
                    missing.stream().map(Head::empty).toList());
            heads.putAll(lock(connection, missing));
        }
        return heads;
    }

    private List<Item> locked(Connection connection, Owner owner, Collection<UUID> ids) throws SQLException {
        String sql =
                JdbcInbox.SELECT + dialect.isOneOf("i.id", ids.size()) + " AND " + OWNED + " ORDER BY i.id FOR UPDATE";
        try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql))) {
            int at = dialect.bind(statement, 1, ids);
            statement.setString(at, owner.tenant());
            statement.setString(at + 1, owner.recipient());
            return items(statement);
        }
    }

    private List<Item> snoozed(Connection connection, Owner owner) throws SQLException {
        String sql = JdbcInbox.SELECT + OWNED + " AND i.status = ? ORDER BY i.at_time, i.id FOR UPDATE";
        try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql))) {
            statement.setString(1, owner.tenant());
            statement.setString(2, owner.recipient());
            statement.setString(3, InboxStatus.SNOOZED.name());
            return items(statement);
        }
    }

    List<Item> items(PreparedStatement query) throws SQLException {
        List<Item> items = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                items.add(readers.item(rows, 1));
            }
        }
        return items;
    }
}
