package dev.notify.examples.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;

/**
 * What plain JDBC does: one narrow row of some 300 bytes for a notification, and one in a queue.
 *
 * <p>It keeps no keys, trail, tries or counters, and finds nothing by recipient: Notify writes more. What it commits is as durable.
 */
final class Floor {

    /** As many as Notify commits at once at most. */
    private static final int GROUP = 256;

    private static final String INSERT = "INSERT INTO floor_note (id, tenant, type, recipient, state, due_at, body)"
            + " VALUES (?, 'default', 'bench', ?, 'PENDING', ?, ?)";
    private static final String ENQUEUE = "INSERT INTO floor_queue (id, lane, available_at) VALUES (?, 1, ?)";
    private static final String BODY = "x".repeat(200);

    private final DataSource source;
    private final Ground ground;
    private final List<Connection> open = new ArrayList<>();

    Floor(DataSource source, Ground ground) throws SQLException {
        this.source = source;
        this.ground = ground;
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE floor_note (id uuid PRIMARY KEY, tenant varchar(40), type varchar(40),"
                    + " recipient varchar(60), state varchar(12), due_at bigint, done_at bigint, body varchar(400))");
            statement.execute("CREATE TABLE floor_queue (id uuid PRIMARY KEY, lane integer, available_at bigint)");
            statement.execute("CREATE INDEX floor_queue_due ON floor_queue (lane, available_at, id)");
        }
    }

    /** Inserts one row and commits, over and over. */
    double insertEach(int threads, long millis) throws Exception {
        return run(threads, millis, connection -> () -> {
            insert(connection, 1, false);
            commit(connection);
            return 1;
        });
    }

    /** Inserts one row, commits, then marks it done and commits, over and over. */
    double insertAndUpdateEach(int threads, long millis) throws Exception {
        return run(threads, millis, connection -> () -> {
            List<UUID> ids = insert(connection, 1, false);
            commit(connection);
            finish(connection, ids, false);
            connection.commit();
            return 1;
        });
    }

    /** The same in groups: one commit for a group's inserts, one for its updates. */
    double insertAndUpdateGroups(long millis) throws Exception {
        return run(1, millis, connection -> () -> {
            List<UUID> ids = insert(connection, GROUP, false);
            commit(connection);
            finish(connection, ids, false);
            connection.commit();
            return GROUP;
        });
    }

    /** Settles what waits, so many in a commit: each row marked done and taken out of the queue. */
    double settle(int group, long millis) throws Exception {
        ConcurrentLinkedQueue<UUID> waiting = prepare((int) (group == 1 ? millis * 8 : millis * 30));
        return run(1, millis, connection -> () -> {
            List<UUID> ids = new ArrayList<>();
            while (ids.size() < group && !waiting.isEmpty()) {
                ids.add(waiting.remove());
            }
            if (!ids.isEmpty()) {
                finish(connection, ids, true);
                connection.commit();
            }
            return ids.size();
        });
    }

    private ConcurrentLinkedQueue<UUID> prepare(int count) throws SQLException {
        ConcurrentLinkedQueue<UUID> ids = new ConcurrentLinkedQueue<>();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            while (ids.size() < count) {
                ids.addAll(insert(connection, 1_000, true));
                connection.commit();
            }
            ground.sync(connection);
            connection.setAutoCommit(true);
        }
        return ids;
    }

    private interface OnConnection {
        Load.Step step(Connection connection);
    }

    private double run(int threads, long millis, OnConnection steps) throws Exception {
        try {
            return Load.perSecond(threads, millis, () -> {
                Connection connection = source.getConnection();
                open.add(connection);
                connection.setAutoCommit(false);
                return steps.step(connection);
            });
        } finally {
            for (Connection connection : open) {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.close();
            }
            open.clear();
        }
    }

    private void commit(Connection connection) throws SQLException {
        connection.commit();
        ground.sync(connection);
    }

    private static List<UUID> insert(Connection connection, int count, boolean enqueue) throws SQLException {
        long now = System.currentTimeMillis();
        UUID[] ids = new UUID[count];
        for (int i = 0; i < count; i++) {
            UUID random = UUID.randomUUID();
            // In the order of making, as Notify's ids are.
            ids[i] = new UUID(now << 16 | random.getMostSignificantBits() & 0xffff, random.getLeastSignificantBits());
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (UUID id : ids) {
                statement.setObject(1, id);
                statement.setString(2, "person-" + (id.getLeastSignificantBits() & 0xffff));
                statement.setLong(3, now);
                statement.setString(4, BODY);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        if (enqueue) {
            try (PreparedStatement statement = connection.prepareStatement(ENQUEUE)) {
                for (UUID id : ids) {
                    statement.setObject(1, id);
                    statement.setLong(2, now);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
        return Arrays.asList(ids);
    }

    /** Losing one of these only repeats it, for Notify too: no checkpoint. */
    private static void finish(Connection connection, List<UUID> ids, boolean dequeue) throws SQLException {
        if (dequeue) {
            finish(connection, "DELETE FROM floor_queue WHERE id = ANY(?)", 1, ids);
        }
        finish(connection, "UPDATE floor_note SET state = 'SENT', done_at = ? WHERE id = ANY(?)", 2, ids);
    }

    private static void finish(Connection connection, String sql, int idsAt, List<UUID> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (idsAt == 2) {
                statement.setLong(1, System.currentTimeMillis());
            }
            statement.setArray(idsAt, connection.createArrayOf("uuid", ids.toArray()));
            statement.executeUpdate();
        }
    }
}
