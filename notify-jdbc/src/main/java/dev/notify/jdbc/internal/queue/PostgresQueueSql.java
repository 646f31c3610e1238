package dev.notify.jdbc.internal.queue;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * PostgreSQL: a claim locks what it finds free and skips the rest, and everything is one statement.
 *
 * <p>The materialized part keeps the planner from locking more than it returns. Rows that are known beforehand are locked in
 * ascending order, so that renewing and settling the same rows wait for each other and do not deadlock.
 */
final class PostgresQueueSql implements QueueSql {

    private final Dialect dialect;
    final String heads;
    final String claim;
    private final String claimThese;
    private final String renew;
    private final String release;

    PostgresQueueSql(Dialect dialect) {
        this.dialect = dialect;
        this.heads = dialect.sql("""
                SELECT l.lane, h.available_at
                  FROM unnest(?::int4[], ?::int8[]) AS l(lane, low),
                       LATERAL (SELECT q.available_at FROM notify_queue q
                                 WHERE q.lane = l.lane AND q.available_at >= l.low
                                 ORDER BY q.lane, q.available_at LIMIT 1) h
                """);
        this.claim = dialect.sql("""
                WITH c AS MATERIALIZED (
                  SELECT ref_id, available_at, owner FROM notify_queue
                   WHERE lane = ? AND available_at <= ? AND available_at >= ?
                   ORDER BY lane, available_at, ref_id LIMIT ? FOR UPDATE SKIP LOCKED)
                """ + TAKE);
        this.claimThese = dialect.sql("""
                WITH c AS MATERIALIZED (
                  SELECT ref_id, available_at, owner FROM notify_queue
                   WHERE ref_id = ANY(?) AND available_at <= ?
                   FOR UPDATE SKIP LOCKED)
                """ + TAKE);
        this.renew = dialect.sql("""
                WITH c AS MATERIALIZED (
                  SELECT q.ref_id FROM notify_queue q JOIN unnest(?::uuid[], ?::int8[]) AS i(ref_id, fence)
                      ON q.ref_id = i.ref_id AND q.fence = i.fence
                   WHERE q.owner = ? ORDER BY q.ref_id FOR UPDATE OF q)
                UPDATE notify_queue q SET available_at = ? FROM c WHERE q.ref_id = c.ref_id RETURNING q.ref_id
                """);
        this.release = dialect.sql("""
                WITH c AS MATERIALIZED (
                  SELECT q.ref_id, i.available_at, i.counted
                    FROM notify_queue q
                    JOIN unnest(?::uuid[], ?::int8[], ?::int8[], ?::int4[]) AS i(ref_id, fence, available_at, counted)
                      ON q.ref_id = i.ref_id AND q.fence = i.fence
                   WHERE q.owner IS NOT NULL ORDER BY q.ref_id FOR UPDATE OF q)
                UPDATE notify_queue q SET owner = NULL, attempt = q.attempt - 1, crashes = q.crashes - c.counted,
                       available_at = c.available_at
                  FROM c WHERE q.ref_id = c.ref_id RETURNING q.ref_id
                """);
    }

    private static final String TAKE = """
            UPDATE notify_queue q SET fence = q.fence + 1, attempt = q.attempt + 1,
                   crashes = q.crashes + CASE WHEN c.owner IS NULL THEN 0 ELSE 1 END, owner = ?, available_at = ?
              FROM c WHERE q.ref_id = c.ref_id
            RETURNING q.ref_id, q.kind, q.lane, q.fence, q.attempt, q.crashes, c.owner IS NOT NULL, c.available_at
            """;

    @Override
    public Map<Integer, Long> heads(Connection connection, Map<Integer, Long> floors) throws SQLException {
        Map<Integer, Long> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(heads)) {
            List<Map.Entry<Integer, Long>> lanes = List.copyOf(floors.entrySet());
            array(statement, 1, "int4", lanes.stream().map(Map.Entry::getKey).toArray());
            array(statement, 2, "int8", lanes.stream().map(Map.Entry::getValue).toArray());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getInt(1), rows.getLong(2));
                }
            }
        }
        return found;
    }

    private static void array(PreparedStatement statement, int index, String type, Object[] values)
            throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }

    @Override
    public List<Taken> claim(Connection connection, Request request) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(claim)) {
            statement.setInt(1, request.lane());
            statement.setLong(2, request.now());
            statement.setLong(3, request.floor());
            statement.setInt(4, request.limit());
            statement.setString(5, request.owner());
            statement.setLong(6, request.leaseUntil());
            return taken(statement);
        }
    }

    @Override
    public List<Taken> claimThese(Connection connection, Collection<UUID> refs, long now, String owner, long leaseUntil)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(claimThese)) {
            array(statement, 1, "uuid", refs.toArray());
            statement.setLong(2, now);
            statement.setString(3, owner);
            statement.setLong(4, leaseUntil);
            return taken(statement);
        }
    }

    private List<Taken> taken(PreparedStatement statement) throws SQLException {
        List<Taken> taken = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                taken.add(new Taken(
                        dialect.uuid(rows, 1),
                        rows.getInt(2),
                        rows.getInt(3),
                        rows.getLong(4),
                        rows.getInt(5),
                        rows.getInt(6),
                        rows.getBoolean(7),
                        rows.getLong(8)));
            }
        }
        return taken;
    }

    @Override
    public Set<UUID> renew(Connection connection, List<Held> held, String owner, long leaseUntil) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(renew)) {
            array(statement, 1, "uuid", held.stream().map(Held::ref).toArray());
            array(statement, 2, "int8", held.stream().map(Held::fence).toArray());
            statement.setString(3, owner);
            statement.setLong(4, leaseUntil);
            return Ids.of(dialect, statement);
        }
    }

    @Override
    public Set<UUID> release(Connection connection, List<Release> releases) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(release)) {
            array(statement, 1, "uuid", releases.stream().map(Release::ref).toArray());
            array(statement, 2, "int8", releases.stream().map(Release::fence).toArray());
            array(
                    statement,
                    3,
                    "int8",
                    releases.stream().map(Release::availableAt).toArray());
            array(
                    statement,
                    4,
                    "int4",
                    releases.stream().map(r -> r.tookOver() ? 1 : 0).toArray());
            return Ids.of(dialect, statement);
        }
    }
}
