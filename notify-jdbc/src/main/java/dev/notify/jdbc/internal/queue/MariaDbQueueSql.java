package dev.notify.jdbc.internal.queue;

import static dev.notify.jdbc.internal.dialect.Column.integer;
import static dev.notify.jdbc.internal.dialect.Column.number;
import static dev.notify.jdbc.internal.dialect.Column.text;
import static dev.notify.jdbc.internal.dialect.Column.uuid;

import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.store.QueuePart.Held;
import dev.notify.store.QueuePart.Release;
import dev.notify.store.QueuePart.Request;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * MariaDB and MySQL: rows are locked where they are free, and then written by their ids.
 *
 * <p>Each read names its index: with another the server would lock rows it does not return. Locks are taken in ascending order, and
 * on rows alone, since our connections read what is committed: a lock on the gap before a row would keep out whoever adds an earlier
 * one. A count of changed rows is trusted where it says that all were, and nowhere else.
 */
final class MariaDbQueueSql implements QueueSql {

    private static final int LANES_AT_ONCE = 64;
    private static final int ROWS_AT_ONCE = 300;

    /** A row as it is after it was released. */
    private record Freed(UUID ref, int attempt, int crashes, long availableAt) {}

    private static final Bulk<Freed> FREED = new Bulk<>(
            "notify_queue",
            1,
            List.of(
                    uuid("ref_id", Freed::ref),
                    text("owner", f -> null),
                    integer("attempt", Freed::attempt),
                    integer("crashes", Freed::crashes),
                    number("available_at", Freed::availableAt)));

    private static final String COLUMNS =
            "SELECT ref_id, kind, lane, fence, attempt, crashes, owner, available_at FROM notify_queue";

    private final Dialect dialect;
    final String claim;

    MariaDbQueueSql(Dialect dialect) {
        this.dialect = dialect;
        this.claim = dialect.sql(COLUMNS + " FORCE INDEX (queue_claim)"
                + " WHERE lane = ? AND available_at <= ? AND available_at >= ?"
                + " ORDER BY lane, available_at, ref_id LIMIT ? FOR UPDATE SKIP LOCKED");
    }

    /** The first row of each lane by a search of its own: there is no other form that begins at each lane's floor. */
    String heads(int lanes) {
        return dialect.sql(String.join(
                " UNION ALL ",
                Collections.nCopies(
                        lanes,
                        "(SELECT lane, available_at FROM notify_queue FORCE INDEX (queue_claim)"
                                + " WHERE lane = ? AND available_at >= ? ORDER BY lane, available_at LIMIT 1)")));
    }

    @Override
    public Map<Integer, Long> heads(Connection connection, Map<Integer, Long> floors) throws SQLException {
        Map<Integer, Long> found = new HashMap<>();
        for (List<Map.Entry<Integer, Long>> lanes : shares(List.copyOf(floors.entrySet()), LANES_AT_ONCE)) {
            try (PreparedStatement statement = connection.prepareStatement(heads(lanes.size()))) {
                int at = 1;
                for (Map.Entry<Integer, Long> lane : lanes) {
                    statement.setInt(at++, lane.getKey());
                    statement.setLong(at++, lane.getValue());
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.put(rows.getInt(1), rows.getLong(2));
                    }
                }
            }
        }
        return found;
    }

    @Override
    public List<Taken> claim(Connection connection, Request request) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(claim)) {
            statement.setInt(1, request.lane());
            statement.setLong(2, request.now());
            statement.setLong(3, request.floor());
            statement.setInt(4, request.limit());
            return take(connection, read(statement), request.owner(), request.leaseUntil());
        }
    }

    @Override
    public List<Taken> claimThese(Connection connection, Collection<UUID> refs, long now, String owner, long leaseUntil)
            throws SQLException {
        List<Taken> free = new ArrayList<>();
        for (List<UUID> share : shares(List.copyOf(refs), ROWS_AT_ONCE)) {
            String lock = COLUMNS + " FORCE INDEX (PRIMARY) WHERE " + dialect.isOneOf("ref_id", share.size())
                    + " AND available_at <= ? ORDER BY ref_id FOR UPDATE SKIP LOCKED";
            try (PreparedStatement statement = connection.prepareStatement(dialect.sql(lock))) {
                statement.setLong(dialect.bind(statement, 1, share), now);
                free.addAll(read(statement));
            }
        }
        return take(connection, free, owner, leaseUntil);
    }

    private List<Taken> read(PreparedStatement statement) throws SQLException {
        List<Taken> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(new Taken(
                        dialect.uuid(rows, 1),
                        rows.getInt(2),
                        rows.getInt(3),
                        rows.getLong(4),
                        rows.getInt(5),
                        rows.getInt(6),
                        rows.getString(7) != null,
                        rows.getLong(8)));
            }
        }
        return found;
    }

    /** Assignments take effect from left to right: the owner is counted before it is written over. */
    private List<Taken> take(Connection connection, List<Taken> free, String owner, long leaseUntil)
            throws SQLException {
        List<UUID> refs = free.stream().map(Taken::ref).sorted(Ids.ORDER).toList();
        for (List<UUID> share : shares(refs, ROWS_AT_ONCE)) {
            String take = "UPDATE notify_queue SET fence = fence + 1, attempt = attempt + 1,"
                    + " crashes = crashes + (owner IS NOT NULL), owner = ?, available_at = ? WHERE "
                    + dialect.isOneOf("ref_id", share.size());
            try (PreparedStatement statement = connection.prepareStatement(dialect.sql(take))) {
                statement.setString(1, owner);
                statement.setLong(2, leaseUntil);
                dialect.bind(statement, 3, share);
                int count = statement.executeUpdate();
                if (count != share.size()) {
                    throw new SQLException("claimed " + share.size() + " rows under a lock and wrote " + count);
                }
            }
        }
        return free.stream()
                .map(t -> new Taken(
                        t.ref(),
                        t.kind(),
                        t.lane(),
                        t.fence() + 1,
                        t.attempt() + 1,
                        t.crashes() + (t.tookOver() ? 1 : 0),
                        t.tookOver(),
                        t.dueAt()))
                .toList();
    }

    @Override
    public Set<UUID> renew(Connection connection, List<Held> held, String owner, long leaseUntil) throws SQLException {
        Set<UUID> renewed = new LinkedHashSet<>();
        for (List<Held> share : shares(held, ROWS_AT_ONCE)) {
            String pairs = pairs(share.size()) + " AND owner = ?";
            String renew = dialect.sql("UPDATE notify_queue SET available_at = ?" + pairs);
            try (PreparedStatement statement = connection.prepareStatement(renew)) {
                statement.setLong(1, leaseUntil);
                statement.setString(bind(statement, 2, share), owner);
                if (statement.executeUpdate() == share.size()) {
                    share.forEach(h -> renewed.add(h.ref()));
                    continue;
                }
            }
            String which = dialect.sql("SELECT ref_id FROM notify_queue FORCE INDEX (PRIMARY)" + pairs);
            try (PreparedStatement statement = connection.prepareStatement(which)) {
                statement.setString(bind(statement, 1, share), owner);
                renewed.addAll(Ids.of(dialect, statement));
            }
        }
        return renewed;
    }

    private static String pairs(int count) {
        return " WHERE (ref_id, fence) IN (" + String.join(", ", Collections.nCopies(count, "(?, ?)")) + ")";
    }

    private int bind(PreparedStatement statement, int index, List<Held> share) throws SQLException {
        int at = index;
        for (Held h : share) {
            dialect.bind(statement, at++, h.ref());
            statement.setLong(at++, h.fence());
        }
        return at;
    }

    @Override
    public Set<UUID> release(Connection connection, List<Release> releases) throws SQLException {
        Set<UUID> released = new LinkedHashSet<>();
        for (List<Release> share : shares(releases, ROWS_AT_ONCE)) {
            Map<UUID, Taken> held =
                    held(connection, share.stream().map(Release::ref).toList());
            List<Freed> freed = new ArrayList<>();
            for (Release r : share) {
                Taken row = held.get(r.ref());
                if (row != null && row.fence() == r.fence()) {
                    int crashes = row.crashes() - (r.tookOver() ? 1 : 0);
                    freed.add(new Freed(r.ref(), row.attempt() - 1, crashes, r.availableAt()));
                    released.add(r.ref());
                }
            }
            dialect.update(connection, FREED, freed);
        }
        return released;
    }

    private Map<UUID, Taken> held(Connection connection, List<UUID> refs) throws SQLException {
        Map<UUID, Taken> held = new HashMap<>();
        String lock = COLUMNS + " FORCE INDEX (PRIMARY) WHERE " + dialect.isOneOf("ref_id", refs.size())
                + " AND owner IS NOT NULL ORDER BY ref_id FOR UPDATE";
        try (PreparedStatement statement = connection.prepareStatement(dialect.sql(lock))) {
            dialect.bind(statement, 1, refs);
            read(statement).forEach(row -> held.put(row.ref(), row));
        }
        return held;
    }

    private static <T> List<List<T>> shares(List<T> all, int most) {
        List<List<T>> shares = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            shares.add(all.subList(from, Math.min(from + most, all.size())));
        }
        return shares;
    }
}
