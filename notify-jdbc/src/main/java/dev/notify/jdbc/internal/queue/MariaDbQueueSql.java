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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * MariaDB and MySQL: rows are locked where they are free, and then written by their ids.
 *
 * <p>Each read names its index: with another the server would lock rows it does not return. Locks are taken in ascending order, and
 * on rows alone, since our connections read what is committed: a lock on the gap before a row would keep out whoever adds an earlier
 * one. What was locked is what was read: only a claim counts what it wrote, to be sure.
 */
final class MariaDbQueueSql implements QueueSql {

    private static final int LANES_AT_ONCE = 512;
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
            "SELECT ref_id, kind, lane, fence, attempt, crashes, owner, available_at FROM ";

    private final Dialect dialect;
    final String claim;

    MariaDbQueueSql(Dialect dialect) {
        this.dialect = dialect;
        this.claim = dialect.sql(COLUMNS + "notify_queue FORCE INDEX (queue_claim)"
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
            String lock = COLUMNS + dialect.byKey("notify_queue") + " WHERE " + dialect.isOneOf("ref_id", share.size())
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
            String take = "UPDATE " + dialect.byKey("notify_queue") + " SET fence = fence + 1, attempt = attempt + 1,"
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
            Map<UUID, Long> there =
                    fences(connection, share.stream().map(Held::ref).toList(), owner);
            List<UUID> mine = share.stream()
                    .filter(h -> Objects.equals(there.get(h.ref()), h.fence()))
                    .map(Held::ref)
                    .toList();
            if (!mine.isEmpty()) {
                String renew = "UPDATE " + dialect.byKey("notify_queue") + " SET available_at = ? WHERE "
                        + dialect.isOneOf("ref_id", mine.size());
                try (PreparedStatement statement = connection.prepareStatement(dialect.sql(renew))) {
                    statement.setLong(1, leaseUntil);
                    dialect.bind(statement, 2, mine);
                    statement.executeUpdate();
                }
            }
            renewed.addAll(mine);
        }
        return renewed;
    }

    private Map<UUID, Long> fences(Connection connection, List<UUID> refs, String owner) throws SQLException {
        Map<UUID, Long> fences = new HashMap<>();
        String lock = "SELECT ref_id, fence FROM " + dialect.byKey("notify_queue") + " WHERE "
                + dialect.isOneOf("ref_id", refs.size()) + " AND owner = ? ORDER BY ref_id FOR UPDATE";
        try (PreparedStatement statement = connection.prepareStatement(dialect.sql(lock))) {
            statement.setString(dialect.bind(statement, 1, refs), owner);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    fences.put(dialect.uuid(rows, 1), rows.getLong(2));
                }
            }
        }
        return fences;
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
        String lock = COLUMNS + dialect.byKey("notify_queue") + " WHERE " + dialect.isOneOf("ref_id", refs.size())
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
