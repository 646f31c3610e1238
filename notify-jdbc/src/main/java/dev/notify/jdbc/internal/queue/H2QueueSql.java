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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * H2: candidates are read in order without locks, then locked without order, then taken.
 *
 * <p>In one statement H2 would lock every row of the lane before it sorts, and a second claimer would get none. Rows locked by an open
 * transaction of the host's are skipped, and further ones are read in their place. Counts of batches are exact here.
 */
final class H2QueueSql implements QueueSql {

    /** How many more candidates are read when some were locked. */
    private static final int WIDER = 8;

    private final Dialect dialect;
    final String heads;
    final String due;
    private final String lock;
    private final String take;
    private final String renew;
    private final String release;

    H2QueueSql(Dialect dialect) {
        this.dialect = dialect;
        this.heads = dialect.sql("SELECT l.lane, (SELECT q.available_at FROM notify_queue q"
                + " WHERE q.lane = l.lane AND q.available_at >= l.least"
                + " ORDER BY q.lane, q.available_at FETCH FIRST 1 ROW ONLY)"
                + " FROM UNNEST(CAST(? AS INTEGER ARRAY), CAST(? AS BIGINT ARRAY)) AS l(lane, least)");
        this.due =
                dialect.sql("SELECT ref_id FROM notify_queue WHERE lane = ? AND available_at <= ? AND available_at >= ?"
                        + " ORDER BY lane, available_at, ref_id FETCH FIRST ? ROWS ONLY");
        this.lock =
                dialect.sql("SELECT ref_id, kind, lane, fence, attempt, crashes, owner, available_at FROM notify_queue"
                        + " WHERE ref_id = ANY(?) AND available_at <= ? FOR UPDATE SKIP LOCKED");
        this.take =
                dialect.sql("UPDATE notify_queue SET fence = ?, attempt = ?, crashes = ?, owner = ?, available_at = ?"
                        + " WHERE ref_id = ?");
        this.renew =
                dialect.sql("UPDATE notify_queue SET available_at = ? WHERE ref_id = ? AND fence = ? AND owner = ?");
        this.release = dialect.sql("UPDATE notify_queue SET owner = NULL, attempt = attempt - 1, crashes = crashes - ?,"
                + " available_at = ? WHERE ref_id = ? AND fence = ? AND owner IS NOT NULL");
    }

    @Override
    public Map<Integer, Long> heads(Connection connection, Map<Integer, Long> floors) throws SQLException {
        List<Map.Entry<Integer, Long>> lanes = List.copyOf(floors.entrySet());
        Map<Integer, Long> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(heads)) {
            statement.setObject(1, lanes.stream().map(Map.Entry::getKey).toArray(Integer[]::new));
            statement.setObject(2, lanes.stream().map(Map.Entry::getValue).toArray(Long[]::new));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long head = rows.getLong(2);
                    if (!rows.wasNull()) {
                        found.put(rows.getInt(1), head);
                    }
                }
            }
        }
        return found;
    }

    @Override
    public List<Taken> claim(Connection connection, Request request) throws SQLException {
        List<UUID> candidates = due(connection, request, request.limit());
        List<Taken> free = lock(connection, candidates, request.now());
        if (free.size() < candidates.size()) {
            Set<UUID> further = new LinkedHashSet<>(due(connection, request, request.limit() * WIDER));
            candidates.forEach(further::remove);
            free.addAll(lock(connection, further, request.now()));
        }
        List<Taken> mine = free.subList(0, Math.min(free.size(), request.limit()));
        return take(connection, mine, request.owner(), request.leaseUntil());
    }

    private List<UUID> due(Connection connection, Request request, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(due)) {
            statement.setInt(1, request.lane());
            statement.setLong(2, request.now());
            statement.setLong(3, request.floor());
            statement.setInt(4, limit);
            return List.copyOf(Ids.of(dialect, statement));
        }
    }

    @Override
    public List<Taken> claimThese(Connection connection, Collection<UUID> refs, long now, String owner, long leaseUntil)
            throws SQLException {
        return take(connection, lock(connection, refs, now), owner, leaseUntil);
    }

    /** Rows as they are before they are taken. */
    private List<Taken> lock(Connection connection, Collection<UUID> refs, long now) throws SQLException {
        List<Taken> free = new ArrayList<>();
        if (refs.isEmpty()) {
            return free;
        }
        try (PreparedStatement statement = connection.prepareStatement(lock)) {
            statement.setLong(dialect.bind(statement, 1, refs), now);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    free.add(new Taken(
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
        }
        return free;
    }

    private List<Taken> take(Connection connection, List<Taken> free, String owner, long leaseUntil)
            throws SQLException {
        List<Taken> taken = new ArrayList<>(free.size());
        if (free.isEmpty()) {
            return taken;
        }
        try (PreparedStatement statement = connection.prepareStatement(take)) {
            for (Taken t : free) {
                Taken now = new Taken(
                        t.ref(),
                        t.kind(),
                        t.lane(),
                        t.fence() + 1,
                        t.attempt() + 1,
                        t.crashes() + (t.tookOver() ? 1 : 0),
                        t.tookOver(),
                        t.dueAt());
                statement.setLong(1, now.fence());
                statement.setInt(2, now.attempt());
                statement.setInt(3, now.crashes());
                statement.setString(4, owner);
                statement.setLong(5, leaseUntil);
                dialect.bind(statement, 6, now.ref());
                statement.addBatch();
                taken.add(now);
            }
            statement.executeBatch();
        }
        return taken;
    }

    @Override
    public Set<UUID> renew(Connection connection, List<Held> held, String owner, long leaseUntil) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(renew)) {
            for (Held h : held) {
                statement.setLong(1, leaseUntil);
                dialect.bind(statement, 2, h.ref());
                statement.setLong(3, h.fence());
                statement.setString(4, owner);
                statement.addBatch();
            }
            return counted(statement, held.stream().map(Held::ref).toList());
        }
    }

    @Override
    public Set<UUID> release(Connection connection, List<Release> releases) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(release)) {
            for (Release r : releases) {
                statement.setInt(1, r.tookOver() ? 1 : 0);
                statement.setLong(2, r.availableAt());
                dialect.bind(statement, 3, r.ref());
                statement.setLong(4, r.fence());
                statement.addBatch();
            }
            return counted(statement, releases.stream().map(Release::ref).toList());
        }
    }

    private static Set<UUID> counted(PreparedStatement statement, List<UUID> refs) throws SQLException {
        int[] counts = statement.executeBatch();
        Set<UUID> done = new LinkedHashSet<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                done.add(refs.get(i));
            }
        }
        return done;
    }
}
