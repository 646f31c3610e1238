package dev.notify.jdbc.internal.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: one statement for each table and group, its rows handed over as {@link PostgresRows} says. */
public final class PostgresDialect implements Dialect {

    /** A node that is stopped in the middle of a transaction must not keep its rows from those that take over. */
    private static final int STOPPED_MILLIS = 5_000;

    private final TableNames names;
    private final String channel;
    private final Map<Shape, String> texts = new ConcurrentHashMap<>();

    /** With these names, on this channel for wake-ups. */
    public PostgresDialect(TableNames names, String channel) {
        this.names = names;
        this.channel = channel;
    }

    @Override
    public Product product() {
        return Product.POSTGRESQL;
    }

    @Override
    public String sql(String sql) {
        return names.in(sql);
    }

    @Override
    public <R> void insert(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        insertAll(connection, List.of(Insertion.of(bulk, rows)));
    }

    @Override
    public <R> void insertMissing(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        insertAll(connection, List.of(Insertion.missing(bulk, rows)));
    }

    @Override
    public <R> void addUp(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        insertAll(connection, List.of(Insertion.addUp(bulk, rows)));
    }

    @Override
    public boolean standsAlone() {
        return true;
    }

    @Override
    public void insertAll(Connection connection, List<Insertion<?>> insertions) throws SQLException {
        insert(connection, insertions, false);
    }

    @Override
    public void insertAndAnnounce(Connection connection, List<Insertion<?>> insertions) throws SQLException {
        insert(connection, insertions, true);
    }

    private void insert(Connection connection, List<Insertion<?>> insertions, boolean announces) throws SQLException {
        List<Insertion<?>> full =
                insertions.stream().filter(i -> !i.rows().isEmpty()).toList();
        if (full.isEmpty()) {
            if (announces) {
                announce(connection);
            }
            return;
        }
        Shape shape = new Shape(full.stream().map(Part::of).toList(), announces);
        String text = texts.computeIfAbsent(shape, s -> sql(text(full, announces)));
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            int at = 1;
            for (Insertion<?> insertion : full) {
                at = bind(statement, at, insertion);
            }
            statement.execute();
        }
    }

    /** One statement: every table but the last in a part of its own, which runs to its end whether it is read or not. */
    private String text(List<Insertion<?>> full, boolean announces) {
        int named = announces ? full.size() : full.size() - 1;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < named; i++) {
            text.append(i == 0 ? "WITH w" : ", w").append(i).append(" AS (");
            text.append(insertion(full.get(i))).append(") ");
        }
        return text.append(announces ? "SELECT pg_notify('" + channel + "', '')" : insertion(full.get(named)))
                .toString();
    }

    /** By which a text is found again: a table is written with the same columns always. */
    private record Part(String table, Insertion.Kind kind, int rows) {
        static Part of(Insertion<?> insertion) {
            return new Part(
                    insertion.bulk().table(),
                    insertion.kind(),
                    PostgresRows.shape(insertion.rows().size()));
        }
    }

    private record Shape(List<Part> parts, boolean announces) {}

    private <R> int bind(PreparedStatement statement, int index, Insertion<R> insertion) throws SQLException {
        return PostgresRows.bind(statement, index, insertion.bulk(), insertion.rows());
    }

    private static <R> String insertion(Insertion<R> insertion) {
        Bulk<R> bulk = insertion.bulk();
        String plain = "INSERT INTO " + bulk.table() + " AS t (" + bulk.names() + ") "
                + PostgresRows.source(bulk, insertion.rows().size());
        return switch (insertion.kind()) {
            case NEW -> plain;
            case MISSING -> plain + " ON CONFLICT DO NOTHING";
            case ADD_UP -> plain + over(bulk, "t.%1$s + EXCLUDED.%1$s");
            case REPLACE -> plain + over(bulk, "EXCLUDED.%s");
        };
    }

    private static <R> String over(Bulk<R> bulk, String value) {
        return " ON CONFLICT (" + bulk.keyNames() + ") DO UPDATE SET " + bulk.set(value);
    }

    @Override
    public <R> void update(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        run(
                connection,
                "UPDATE " + bulk.table() + " t SET " + bulk.set("given.%s") + " FROM " + PostgresRows.arrays(bulk)
                        + " WHERE " + keyed(bulk),
                bulk,
                rows);
    }

    @Override
    public <R, T> List<T> find(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader)
            throws SQLException {
        return find(connection, bulk, keys, reader, "");
    }

    @Override
    public <R, T> List<T> lock(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader)
            throws SQLException {
        String order = bulk.keyColumns().stream()
                .map(c -> "t." + c.name())
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
        return find(connection, bulk, keys, reader, order + " FOR UPDATE OF t");
    }

    @Override
    public <R> void remove(Connection connection, Bulk<R> bulk, List<R> keys) throws SQLException {
        Bulk<R> named = bulk.keysAlone();
        run(
                connection,
                "DELETE FROM " + bulk.table() + " t USING " + PostgresRows.arrays(named) + " WHERE " + keyed(bulk),
                named,
                keys);
    }

    private <R, T> List<T> find(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader, String lock)
            throws SQLException {
        List<T> found = new ArrayList<>();
        if (keys.isEmpty()) {
            return found;
        }
        Bulk<R> asked = bulk.keysAlone();
        String columns = bulk.columns().stream().map(c -> "t." + c.name()).collect(Collectors.joining(", "));
        String sql = "SELECT " + columns + " FROM " + PostgresRows.arrays(asked) + " JOIN " + bulk.table() + " t ON "
                + keyed(bulk) + lock;
        try (PreparedStatement statement = connection.prepareStatement(sql(sql))) {
            bind(statement, 1, asked, keys);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows, 1));
                }
            }
        }
        return found;
    }

    private static <R> String keyed(Bulk<R> bulk) {
        return bulk.keyColumns().stream()
                .map(c -> "t." + c.name() + " = given." + c.name())
                .collect(Collectors.joining(" AND "));
    }

    private <R> void run(Connection connection, String sql, Bulk<R> bulk, List<R> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql(sql))) {
            bind(statement, 1, bulk, rows);
            statement.executeUpdate();
        }
    }

    /** Binds rows, an array for each column; returns the next parameter's index. */
    public static <R> int bind(PreparedStatement statement, int index, Bulk<R> bulk, List<R> rows) throws SQLException {
        return PostgresRows.bindArrays(statement, index, bulk, rows);
    }

    @Override
    public String isOneOf(String column, int count) {
        return column + " = ANY(?::uuid[])";
    }

    @Override
    public int bind(PreparedStatement statement, int index, Collection<UUID> ids) throws SQLException {
        statement.setString(index, PostgresRows.literal(ids));
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
        return Trouble.common(e);
    }

    @Override
    public boolean saysMissing(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.equals("42P01") || state.equals("3F000") || state.equals("42501") || state.equals("42703");
    }

    /**
     * What runs on a connection of our own are a few statements by key, over and over: they are planned once, for whatever table there
     * will be, since a plan made while a table was empty reads all of it.
     */
    @Override
    public List<String> ownSettings(int lockMillis, int statementMillis) {
        return List.of(
                "SET lock_timeout = " + lockMillis,
                "SET statement_timeout = " + statementMillis,
                "SET idle_in_transaction_session_timeout = " + STOPPED_MILLIS,
                "SET plan_cache_mode = force_generic_plan",
                "SET enable_seqscan = off");
    }

    @Override
    public List<String> restoring(Connection connection) throws SQLException {
        return List.of(
                "SET lock_timeout = '" + Setting.read(connection, "SHOW lock_timeout") + "'",
                "SET statement_timeout = '" + Setting.read(connection, "SHOW statement_timeout") + "'",
                "SET idle_in_transaction_session_timeout = '"
                        + Setting.read(connection, "SHOW idle_in_transaction_session_timeout") + "'",
                "SET plan_cache_mode = " + Setting.read(connection, "SHOW plan_cache_mode"),
                "SET enable_seqscan = " + Setting.read(connection, "SHOW enable_seqscan"));
    }

    @Override
    public @Nullable String boundLocks(Connection connection, int lockMillis) throws SQLException {
        String before = Setting.read(
                connection,
                "SELECT s.before, c.done FROM (SELECT current_setting('lock_timeout') AS before OFFSET 0) s,"
                        + " LATERAL (SELECT set_config('lock_timeout', '" + lockMillis
                        + "', true) AS done WHERE s.before = '0') c");
        return before.isEmpty() ? null : before;
    }

    @Override
    public void unboundLocks(Connection connection, String before) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '" + before + "'");
        }
    }

    @Override
    public void store(Connection connection) {
        // A commit has already.
    }

    @Override
    public void sync(Connection connection) {
        // A commit has already.
    }

    @Override
    public void announce(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("NOTIFY " + channel);
        }
    }

    @Override
    public long time(Connection connection) throws SQLException {
        return Long.parseLong(
                Setting.read(connection, "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::int8"));
    }
}
