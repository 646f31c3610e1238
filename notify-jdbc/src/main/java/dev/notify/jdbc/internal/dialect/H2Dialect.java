package dev.notify.jdbc.internal.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * H2 in its regular mode: statements do not travel, so batches do as well as anything, and their counts are exact.
 *
 * <p>A statement that fails leaves the transaction as it was, except for a deadlock, which ends it.
 */
public final class H2Dialect implements Dialect {

    private static final String TAKEN = "23505";

    private final TableNames names;
    private final boolean syncs;

    /** With these names; {@code syncs} if a commit must be followed by a checkpoint to be durable. */
    public H2Dialect(TableNames names, boolean syncs) {
        this.names = names;
        this.syncs = syncs;
    }

    @Override
    public Product product() {
        return Product.H2;
    }

    @Override
    public String sql(String sql) {
        return names.in(sql);
    }

    @Override
    public <R> void insert(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        batch(connection, insertion(bulk), bulk.columns(), rows);
    }

    @Override
    public void insertAll(Connection connection, List<Insertion<?>> insertions) throws SQLException {
        for (Insertion<?> insertion : insertions) {
            insert(connection, insertion);
        }
    }

    private <R> void insert(Connection connection, Insertion<R> insertion) throws SQLException {
        switch (insertion.kind()) {
            case NEW -> insert(connection, insertion.bulk(), insertion.rows());
            case MISSING -> insertMissing(connection, insertion.bulk(), insertion.rows());
            case ADD_UP -> addUp(connection, insertion.bulk(), insertion.rows());
            case REPLACE -> update(connection, insertion.bulk(), insertion.rows());
        }
    }

    @Override
    public <R> void insertMissing(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql(insertion(bulk)))) {
            for (R row : rows) {
                bind(statement, bulk.columns(), row);
                insertUnlessTaken(statement);
            }
        }
    }

    private static void insertUnlessTaken(PreparedStatement statement) throws SQLException {
        try {
            statement.executeUpdate();
        } catch (SQLException e) {
            if (!TAKEN.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private static <R> String insertion(Bulk<R> bulk) {
        return "INSERT INTO " + bulk.table() + " (" + bulk.names() + ") VALUES " + bulk.marks();
    }

    @Override
    public <R> void update(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        String update = "UPDATE " + bulk.table() + " SET " + bulk.set("?") + keyed(bulk);
        batch(connection, update, valuesThenKeys(bulk), rows);
    }

    @Override
    public <R, T> List<T> find(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader)
            throws SQLException {
        return find(connection, bulk, keys, reader, "");
    }

    @Override
    public <R, T> List<T> lock(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader)
            throws SQLException {
        return find(connection, bulk, keys, reader, " FOR UPDATE");
    }

    private <R, T> List<T> find(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader, String lock)
            throws SQLException {
        List<T> found = new ArrayList<>();
        String sql = "SELECT " + bulk.names() + " FROM " + bulk.table() + keyed(bulk) + lock;
        try (PreparedStatement statement = connection.prepareStatement(sql(sql))) {
            for (R key : keys) {
                bind(statement, bulk.keyColumns(), key);
                try (ResultSet rows = statement.executeQuery()) {
                    if (rows.next()) {
                        found.add(reader.read(rows, 1));
                    }
                }
            }
        }
        return found;
    }

    @Override
    public <R> void remove(Connection connection, Bulk<R> bulk, List<R> keys) throws SQLException {
        batch(connection, "DELETE FROM " + bulk.table() + keyed(bulk), bulk.keyColumns(), keys);
    }

    @Override
    public <R> void addUp(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        String total = bulk.valueColumns().get(0).name();
        String addition = "UPDATE " + bulk.table() + " SET " + total + " = " + total + " + ?" + keyed(bulk);
        int[] counts = batch(connection, addition, valuesThenKeys(bulk), rows);
        List<R> missing = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                missing.add(rows.get(i));
            }
        }
        if (!missing.isEmpty()) {
            List<Column<R>> begin = new ArrayList<>(bulk.keyColumns());
            begin.add(new Column<>(total, Column.Type.LONG, row -> 0L));
            insertMissing(connection, new Bulk<>(bulk.table(), bulk.keys(), begin), missing);
            batch(connection, addition, valuesThenKeys(bulk), missing);
        }
    }

    private static <R> String keyed(Bulk<R> bulk) {
        return bulk.keyColumns().stream()
                .map(c -> c.name() + " = ?")
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    private static <R> List<Column<R>> valuesThenKeys(Bulk<R> bulk) {
        List<Column<R>> columns = new ArrayList<>(bulk.valueColumns());
        columns.addAll(bulk.keyColumns());
        return columns;
    }

    private <R> int[] batch(Connection connection, String sql, List<Column<R>> columns, List<R> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql(sql))) {
            for (R row : rows) {
                bind(statement, columns, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    private static <R> void bind(PreparedStatement statement, List<Column<R>> columns, R row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            statement.setObject(i + 1, columns.get(i).of(row));
        }
    }

    @Override
    public String isOneOf(String column, int count) {
        return column + " = ANY(?)";
    }

    @Override
    public int bind(PreparedStatement statement, int index, Collection<UUID> ids) throws SQLException {
        statement.setObject(index, ids.toArray());
        return index + 1;
    }

    @Override
    public void bind(PreparedStatement statement, int index, UUID id) throws SQLException {
        statement.setObject(index, id);
    }

    @Override
    public UUID uuid(ResultSet rows, int index) throws SQLException {
        return rows.getObject(index, UUID.class);
    }

    @Override
    public Trouble trouble(SQLException e) {
        return switch (e.getErrorCode()) {
            // Lock time-out, concurrent update, row gone under a lock.
            case 50200, 90131, 90112 -> Trouble.BUSY;
            // Broken, closed or in use: database, connection, object of a closed connection.
            case 90067, 90098, 90121, 90007, 90020, 90028, 90031 -> Trouble.UNAVAILABLE;
            default -> Trouble.common(e);
        };
    }

    @Override
    public boolean saysMissing(SQLException e) {
        return switch (e.getErrorCode()) {
            // Table or view, schema, column not found; not enough rights.
            case 42102, 42103, 42104, 90079, 42122, 90096 -> true;
            default -> false;
        };
    }

    @Override
    public List<String> ownSettings(int lockMillis, int statementMillis) {
        return List.of("SET LOCK_TIMEOUT " + lockMillis);
    }

    @Override
    public List<String> restoring(Connection connection) throws SQLException {
        return List.of("SET LOCK_TIMEOUT " + Setting.read(connection, "CALL LOCK_TIMEOUT()"));
    }

    @Override
    public @Nullable String boundLocks(Connection connection, int lockMillis) {
        return null;
    }

    @Override
    public void unboundLocks(Connection connection, String before) {
        // H2 never waits without bound.
    }

    @Override
    public void store(Connection connection) throws SQLException {
        checkpoint(connection, "CHECKPOINT");
    }

    @Override
    public void sync(Connection connection) throws SQLException {
        checkpoint(connection, "CHECKPOINT SYNC");
    }

    private void checkpoint(Connection connection, String sql) throws SQLException {
        if (syncs) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void announce(Connection connection) {
        // One process has it open: there is nobody to tell.
    }

    @Override
    public long time(Connection connection) throws SQLException {
        return Long.parseLong(
                Setting.read(connection, "CALL CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000) AS BIGINT)"));
    }
}
