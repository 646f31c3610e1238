package dev.notify.jdbc.internal.card;

import dev.notify.jdbc.internal.connect.Transactions;
import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.rows.Readers;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes cards: what work needs on the connections of the queue, what callers change on one of their own or the host's. */
public final class JdbcCards implements CardPart {

    private static final String SELECT = "SELECT " + Readers.columns(Tables.CARD, "c") + " FROM notify_card c WHERE ";
    private static final String OF_OWNER = SELECT + "c.tenant = ? AND c.kind = ? AND c.owner = ?";
    private static final String OF_NAME = SELECT + "c.tenant = ? AND c.kind = ? AND c.name = ?";

    private final Transactions reads;
    private final Transactions works;
    private final Transactions callers;
    private final Dialect dialect;
    private final Readers readers;
    private final Writing writing;

    /** Reads through the first, writes what is done for a piece of work through the second and what callers ask for through the third. */
    public JdbcCards(Transactions reads, Transactions works, Transactions callers, Dialect dialect) {
        this.reads = reads;
        this.works = works;
        this.callers = callers;
        this.dialect = dialect;
        this.readers = new Readers(dialect);
        this.writing = new Writing(dialect);
    }

    @Override
    public List<Rows.Card> read(Collection<Place> places) {
        List<Rows.Card> asked = places.stream().distinct().map(Locked::keyOf).toList();
        return asked.isEmpty()
                ? List.of()
                : reads.once(Promise.READS, "read cards", c -> dialect.find(c, Tables.CARD, asked, readers::card));
    }

    @Override
    public List<Rows.Card> list(String tenant, String kind, String owner, @Nullable String after, int limit) {
        return page(OF_OWNER, "c.name", List.of(tenant, kind, owner), after, limit);
    }

    @Override
    public List<Rows.Card> named(String tenant, String kind, String name, @Nullable String afterOwner, int limit) {
        return page(OF_NAME, "c.owner", List.of(tenant, kind, name), afterOwner, limit);
    }

    private List<Rows.Card> page(String select, String by, List<String> group, @Nullable String after, int limit) {
        String rest = (after == null ? "" : " AND " + by + " > ?") + " ORDER BY " + by + " LIMIT ?";
        return reads.once(Promise.READS, "list cards", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(dialect.sql(select + rest))) {
                int at = 1;
                for (String value : group) {
                    statement.setString(at++, value);
                }
                if (after != null) {
                    statement.setString(at++, after);
                }
                statement.setInt(at, limit);
                return cards(statement);
            }
        });
    }

    @Override
    public List<Rows.Card> byIds(Collection<UUID> ids) {
        List<UUID> asked = ids.stream().distinct().toList();
        if (asked.isEmpty()) {
            return List.of();
        }
        String sql = dialect.sql(SELECT + dialect.isOneOf("c.id", asked.size()));
        return reads.once(Promise.READS, "read cards", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                dialect.bind(statement, 1, asked);
                return cards(statement);
            }
        });
    }

    private List<Rows.Card> cards(PreparedStatement query) throws SQLException {
        List<Rows.Card> cards = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                cards.add(readers.card(rows, 1));
            }
        }
        return cards;
    }

    @Override
    public boolean write(Step step) {
        try {
            // Like a settlement, a step that is lost is only done again by whoever finds its work.
            return step.done() == null
                    ? callers.in(Promise.WRITES_DURABLY, "write cards", c -> write(c, step, callers))
                    : works.in(Promise.WRITES, "write cards", c -> write(c, step, works));
        } catch (NotAsExpected e) {
            return false;
        }
    }

    private boolean write(Connection connection, Step step, Transactions through) throws SQLException {
        writing.write(connection, step, through.isHosts());
        return true;
    }
}
