package dev.notify.jdbc.internal.inbox;

import dev.notify.jdbc.internal.connect.Transactions;
import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.rows.Readers;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.InboxPart;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads and changes inboxes for callers. */
public final class JdbcInbox implements InboxPart {

    static final String SELECT = "SELECT " + Readers.columns(Tables.INBOX, "i") + " FROM notify_inbox i WHERE ";

    private final Transactions callers;
    private final Dialect dialect;
    private final Readers readers;
    private final Shelves shelves;

    /** Through these transactions. */
    public JdbcInbox(Transactions callers, Dialect dialect) {
        this.callers = callers;
        this.dialect = dialect;
        this.readers = new Readers(dialect);
        this.shelves = new Shelves(dialect);
    }

    @Override
    public List<Head> heads(Collection<Owner> owners) {
        List<Head> keys = owners.stream().distinct().map(Head::empty).toList();
        return keys.isEmpty()
                ? List.of()
                : callers.in(
                        Promise.READS,
                        "read heads of inboxes",
                        c -> dialect.find(c, Tables.INBOX_HEAD, keys, readers::head));
    }

    @Override
    public List<Item> find(Find find) {
        Finding finding = new Finding(find, dialect);
        return read("find in inboxes", finding.sql(), finding::bind).stream()
                .sorted(Item.NEWEST_FIRST)
                .limit(find.limit())
                .toList();
    }

    @Override
    public List<Item> items(Owner owner, Collection<UUID> ids) {
        List<UUID> once = ids.stream().distinct().toList();
        if (once.isEmpty()) {
            return List.of();
        }
        String sql = SELECT + dialect.isOneOf("i.id", once.size()) + " AND i.tenant = ? AND i.recipient = ?";
        return read("read items", sql, statement -> {
            int at = dialect.bind(statement, 1, once);
            statement.setString(at, owner.tenant());
            statement.setString(at + 1, owner.recipient());
        });
    }

    @Override
    public List<Item> changed(Owner owner, long after, int limit) {
        String sql = SELECT + "i.tenant = ? AND i.recipient = ? AND i.seq > ? ORDER BY i.seq LIMIT ?";
        return read("read changes of an inbox", sql, statement -> {
            statement.setString(1, owner.tenant());
            statement.setString(2, owner.recipient());
            statement.setLong(3, after);
            statement.setInt(4, limit);
        });
    }

    @Override
    public List<Item> change(Change change) {
        return change.items().isEmpty()
                ? List.of()
                : callers.in(Promise.WRITES, "change an inbox", c -> shelves.change(c, List.of(change)));
    }

    @Override
    public int wake(Owner owner, long now) {
        return callers.in(Promise.WRITES, "wake an inbox", c -> shelves.wake(c, owner, now));
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private List<Item> read(String what, String sql, Binding binding) {
        return callers.in(Promise.READS, what, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(dialect.sql(sql))) {
                binding.bind(statement);
                return shelves.items(statement);
            }
        });
    }
}
