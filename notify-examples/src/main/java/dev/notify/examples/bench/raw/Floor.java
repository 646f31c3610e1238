package dev.notify.examples.bench.raw;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/**
 * The least that plain JDBC can do: one narrow row of some 300 bytes for a notification, and one in a queue.
 *
 * <p>It keeps no keys, trail, tries or counters, and finds nothing by recipient: Notify writes more. What it commits is as durable.
 */
public final class Floor implements AutoCloseable {

    /** As many as Notify commits at once at most. */
    public static final int GROUP = 256;

    private static final String INSERT = "INSERT INTO floor_note (id, tenant, type, recipient, state, due_at, body)"
            + " VALUES (?, 'default', 'bench', ?, 'PENDING', ?, ?)";
    private static final String ENQUEUE =
            "INSERT INTO floor_queue (id, lane, available_at, fence, attempt) VALUES (?, 1, ?, 0, 0)";
    private static final String BODY = "x".repeat(200);

    private final DataSource source;
    private final Flavor flavor;
    private final List<Connection> open = new ArrayList<>();
    private final ExecutorService receiver = Executors.newSingleThreadExecutor();

    /** Makes its tables. */
    public Floor(DataSource source, Flavor flavor) throws SQLException {
        this.source = source;
        this.flavor = flavor;
        try (Connection connection = source.getConnection()) {
            Flavor.run(
                    connection,
                    "CREATE TABLE floor_note (id " + flavor.idType()
                            + " PRIMARY KEY, tenant varchar(40), type varchar(40),"
                            + " recipient varchar(60), state varchar(12), due_at bigint, done_at bigint, body varchar(400))");
            Flavor.run(
                    connection,
                    "CREATE TABLE floor_queue (id " + flavor.idType()
                            + " PRIMARY KEY, lane integer, available_at bigint,"
                            + " fence bigint, owner varchar(40), attempt integer)");
            Flavor.run(connection, "CREATE INDEX floor_queue_due ON floor_queue (lane, available_at, id)");
            Flavor.run(
                    connection,
                    "CREATE TABLE floor_attempt (id " + flavor.idType() + ", fence bigint, node varchar(40),"
                            + " started_at bigint, ended_at bigint, outcome varchar(12), PRIMARY KEY (id, fence))");
        }
    }

    /** Inserts one row and commits, over and over. */
    public double insertEach(int threads, long millis) throws Exception {
        return run(threads, millis, connection -> () -> {
            insert(connection, 1, false);
            commit(connection);
            return 1;
        });
    }

    /** Inserts a group and commits, over and over, on one thread. */
    public double insertGroups(long millis) throws Exception {
        return run(1, millis, connection -> () -> {
            insert(connection, GROUP, false);
            commit(connection);
            return GROUP;
        });
    }

    /** Inserts one row, commits, then marks it done and commits, over and over. */
    public double insertAndUpdateEach(int threads, long millis) throws Exception {
        return run(threads, millis, connection -> () -> {
            List<UUID> ids = insert(connection, 1, false);
            commit(connection);
            finish(connection, ids);
            connection.commit();
            return 1;
        });
    }

    /** The same in groups: one commit for a group's inserts, one for its updates. */
    public double insertAndUpdateGroups(long millis) throws Exception {
        return run(1, millis, connection -> () -> {
            List<UUID> ids = insert(connection, GROUP, false);
            commit(connection);
            finish(connection, ids);
            connection.commit();
            return GROUP;
        });
    }

    /** Settles what waits, so many in a commit: each row marked done and taken out of the queue. Losing one would only repeat it. */
    public double settle(int group, long millis) throws Exception {
        Queue<UUID> waiting = new ConcurrentLinkedQueue<>(prepare((int) (group == 1 ? millis * 5 : millis * 40)));
        return run(1, millis, connection -> () -> {
            List<UUID> ids = new ArrayList<>();
            while (ids.size() < group && !waiting.isEmpty()) {
                ids.add(waiting.remove());
            }
            if (!ids.isEmpty()) {
                dequeue(connection, ids);
                finish(connection, ids);
                connection.commit();
            }
            return ids.size();
        });
    }

    /** Empties a queue table as one written by hand has to: see {@link QueueFloor}. */
    public double queueTable(long millis) throws Exception {
        prepare((int) (millis * 15));
        QueueFloor queue = new QueueFloor(flavor);
        double perSecond = run(1, millis, connection -> () -> queue.step(connection));
        try (Connection connection = source.getConnection()) {
            Flavor.run(connection, "DELETE FROM floor_queue");
        }
        return perSecond;
    }

    /** Inserts a row that is claimed already, commits, and hands it to a thread that waits; in milliseconds. */
    public double handOver(Connection connection) throws Exception {
        long start = System.nanoTime();
        insert(connection, 1, false);
        commit(connection);
        return (receiver.submit(System::nanoTime).get() - start) / 1e6;
    }

    private List<UUID> prepare(int count) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            while (ids.size() < count) {
                ids.addAll(insert(connection, 1_000, true));
                connection.commit();
            }
            flavor.sync(connection);
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
        flavor.sync(connection);
    }

    private List<UUID> insert(Connection connection, int count, boolean enqueue) throws SQLException {
        long now = System.currentTimeMillis();
        List<UUID> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            UUID random = UUID.randomUUID();
            // In the order of making, as Notify's ids are.
            ids.add(new UUID(now << 16 | random.getMostSignificantBits() & 0xffff, random.getLeastSignificantBits()));
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (UUID id : ids) {
                flavor.bind(statement, 1, id);
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
                    flavor.bind(statement, 1, id);
                    statement.setLong(2, now);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
        return ids;
    }

    private void dequeue(Connection connection, List<UUID> ids) throws SQLException {
        String sql = "DELETE FROM floor_queue WHERE " + flavor.isOneOf("id", ids.size());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            flavor.bind(statement, 1, ids);
            statement.executeUpdate();
        }
    }

    private void finish(Connection connection, List<UUID> ids) throws SQLException {
        String sql = "UPDATE floor_note SET state = 'SENT', done_at = ? WHERE " + flavor.isOneOf("id", ids.size());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, System.currentTimeMillis());
            flavor.bind(statement, 2, ids);
            statement.executeUpdate();
        }
    }

    @Override
    public void close() {
        receiver.shutdownNow();
    }
}
