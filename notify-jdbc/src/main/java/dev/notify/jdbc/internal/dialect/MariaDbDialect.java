package dev.notify.jdbc.internal.dialect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB and MySQL: statements written out for all rows, right with whatever options the host gives its driver.
 *
 * <p>Ids are sixteen bytes, bound and read as such: a driver that is handed an id as an object finds nothing and does not say so. A
 * statement that fails leaves the transaction as it was; a deadlock ends it wholly.
 */
public final class MariaDbDialect implements Dialect {

    /** What text that is looked up may have; the scripts say it too. */
    private static final int LONGEST_KEY = 600;

    private static final int DUPLICATE = 1062;
    private static final int SECOND = 1_000;
    /** A node that is stopped in the middle of a transaction must not keep its rows from those that take over. */
    private static final int STOPPED_SECONDS = 5;
    /** As long as every server allows: our connections may have nothing to do for days. */
    private static final int IDLE_SECONDS = 2_147_483;

    private final TableNames names;
    private final MariaDbTraits traits;

    /** With these names, for a server that can this. */
    public MariaDbDialect(TableNames names, MariaDbTraits traits) {
        this.names = names;
        this.traits = traits;
    }

    @Override
    public Product product() {
        return Product.MARIADB;
    }

    @Override
    public String sql(String sql) {
        return names.in(sql);
    }

    @Override
    public <R> void insert(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        insert(connection, Insertion.of(bulk, rows));
    }

    @Override
    public <R> void insertMissing(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        insert(connection, Insertion.missing(bulk, rows));
    }

    @Override
    public <R> void addUp(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        insert(connection, Insertion.addUp(bulk, rows));
    }

    @Override
    public void insertAll(Connection connection, List<Insertion<?>> insertions) throws SQLException {
        for (Insertion<?> insertion : insertions) {
            insert(connection, insertion);
        }
    }

    private <R> void insert(Connection connection, Insertion<R> insertion) throws SQLException {
        Bulk<R> bulk = insertion.bulk();
        boolean ignores = insertion.kind() == Insertion.Kind.MISSING;
        if (ignores) {
            checkKeys(bulk, insertion.rows());
        }
        for (List<R> share : MariaDbTexts.shares(bulk.columns(), insertion.rows())) {
            run(connection, MariaDbTexts.insertion(bulk, share, insertion.kind()), ignores);
        }
    }

    /** IGNORE cuts off what is too long: another key with the same beginning would pass for this one. */
    private static <R> void checkKeys(Bulk<R> bulk, List<R> rows) throws SQLException {
        for (Column<R> column : bulk.keyColumns()) {
            for (R row : rows) {
                Object value = column.of(row);
                if (value == null) {
                    throw new SQLDataException("a key is null: " + bulk.table() + "." + column.name(), "22004");
                }
                if (value instanceof String text && bytes(text) > LONGEST_KEY) {
                    throw new SQLDataException(
                            "a key is longer than " + LONGEST_KEY + " bytes: " + bulk.table() + "." + column.name(),
                            "22001");
                }
            }
        }
    }

    private static int bytes(String text) {
        return text.length() > LONGEST_KEY ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void run(Connection connection, MariaDbTexts.Text text, boolean ignores) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql(text.sql()))) {
            bind(statement, 1, text.values());
            statement.executeUpdate();
            for (SQLWarning w = ignores ? statement.getWarnings() : null; w != null; w = w.getNextWarning()) {
                if (w.getErrorCode() != DUPLICATE) {
                    throw new SQLDataException("a value would have been changed: " + w.getErrorCode(), "22001", w);
                }
            }
        }
    }

    @Override
    public <R> void update(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException {
        for (List<R> share : MariaDbTexts.shares(bulk.columns(), rows)) {
            run(connection, MariaDbTexts.update(bulk, byKey(bulk.table()), share), false);
        }
    }

    @Override
    public <R, T> List<T> find(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader)
            throws SQLException {
        return find(connection, bulk, keys, reader, "");
    }

    /** Under a lock: a host that reads repeatably sees the rows of long ago otherwise. */
    @Override
    public <R, T> List<T> findNow(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader)
            throws SQLException {
        return find(connection, bulk, keys, reader, " LOCK IN SHARE MODE");
    }

    @Override
    public <R, T> List<T> lock(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader)
            throws SQLException {
        return find(connection, bulk, keys, reader, " ORDER BY " + bulk.keyNames() + " FOR UPDATE");
    }

    @Override
    public <R> void remove(Connection connection, Bulk<R> bulk, List<R> keys) throws SQLException {
        for (List<R> share : MariaDbTexts.shares(bulk.keyColumns(), keys)) {
            run(connection, MariaDbTexts.removal(bulk, removal(bulk.table()), share), false);
        }
    }

    private <R, T> List<T> find(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader, String lock)
            throws SQLException {
        List<T> found = new ArrayList<>();
        for (List<R> share : MariaDbTexts.shares(bulk.keyColumns(), keys)) {
            MariaDbTexts.Text text = MariaDbTexts.search(bulk, byKey(bulk.table()), share);
            try (PreparedStatement statement = connection.prepareStatement(sql(text.sql()) + lock)) {
                bind(statement, 1, text.values());
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(reader.read(rows, 1));
                    }
                }
            }
        }
        return found;
    }

    /** Binds values of any of our types; returns the next parameter's index. */
    public int bind(PreparedStatement statement, int index, List<@Nullable Object> values) throws SQLException {
        int at = index;
        for (@Nullable Object value : values) {
            if (value instanceof UUID id) {
                bind(statement, at++, id);
            } else {
                statement.setObject(at++, value);
            }
        }
        return at;
    }

    @Override
    public String isOneOf(String column, int count) {
        return column + " IN (" + String.join(", ", Collections.nCopies(count, "?")) + ")";
    }

    /** Of a small table it would rather read all rows, and lock them, or wait for those that others have locked. */
    @Override
    public String byKey(String table) {
        return table + " FORCE INDEX (PRIMARY)";
    }

    @Override
    public String removal(String table) {
        return "DELETE " + table + " FROM " + byKey(table);
    }

    @Override
    public int bind(PreparedStatement statement, int index, Collection<UUID> ids) throws SQLException {
        int at = index;
        for (UUID id : ids) {
            bind(statement, at++, id);
        }
        return at;
    }

    @Override
    public void bind(PreparedStatement statement, int index, UUID id) throws SQLException {
        statement.setBytes(index, bindable(id));
    }

    @Override
    public byte[] bindable(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    @Override
    public UUID uuid(ResultSet rows, int index) throws SQLException {
        ByteBuffer bytes = ByteBuffer.wrap(rows.getBytes(index));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    @Override
    public Trouble trouble(SQLException e) {
        return MariaDbTrouble.of(e);
    }

    @Override
    public boolean saysNotCommitted(SQLException e) {
        return MariaDbTrouble.isConflict(e.getErrorCode());
    }

    @Override
    public boolean saysMissing(SQLException e) {
        return switch (e.getErrorCode()) {
            // No database chosen, database, table, column not there; no right to one of them.
            case 1046, 1049, 1146, 1054, 1044, 1142, 1143 -> true;
            default -> false;
        };
    }

    @Override
    public List<String> ownSettings(int lockMillis, int statementMillis) {
        String session = "SET SESSION innodb_lock_wait_timeout = " + lockSeconds(lockMillis)
                + ", SESSION lock_wait_timeout = " + Math.max(1, lockSeconds(lockMillis)) + ", SESSION wait_timeout = "
                + IDLE_SECONDS;
        return List.of(
                traits.bounds()
                        ? session + ", SESSION max_statement_time = " + (double) statementMillis / SECOND
                                + ", SESSION idle_transaction_timeout = " + STOPPED_SECONDS
                        : session);
    }

    /** Seconds are the unit here. Who is to wait for a blink only does not wait at all, where that is possible. */
    private int lockSeconds(int millis) {
        return traits.bounds() ? (millis + SECOND / 2) / SECOND : Math.max(1, (millis + SECOND / 2) / SECOND);
    }

    @Override
    public List<String> restoring(Connection connection) throws SQLException {
        List<String> changed = traits.bounds()
                ? List.of(
                        "innodb_lock_wait_timeout",
                        "lock_wait_timeout",
                        "wait_timeout",
                        "max_statement_time",
                        "idle_transaction_timeout")
                : List.of("innodb_lock_wait_timeout", "lock_wait_timeout", "wait_timeout");
        String sql = changed.stream()
                .map(name -> name + " = ', @@SESSION." + name)
                .collect(Collectors.joining(", ', SESSION ", "SELECT CONCAT('SET SESSION ", ")"));
        return List.of(Setting.read(connection, sql));
    }

    @Override
    public String boundLocks(Connection connection, int lockMillis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET @notify_lock_wait = @@SESSION.innodb_lock_wait_timeout, SESSION"
                    + " innodb_lock_wait_timeout = LEAST(@@SESSION.innodb_lock_wait_timeout, "
                    + Math.max(1, lockSeconds(lockMillis)) + ")");
        }
        return "@notify_lock_wait";
    }

    @Override
    public boolean boundsOutlastTransactions() {
        return true;
    }

    @Override
    public void unboundLocks(Connection connection, String before) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION innodb_lock_wait_timeout = " + before);
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
    public void announce(Connection connection) {
        // Nothing listens here: other nodes look once a second.
    }

    @Override
    public long time(Connection connection) throws SQLException {
        return Long.parseLong(
                Setting.read(connection, "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000"));
    }
}
