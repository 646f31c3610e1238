package dev.notify.jdbc.internal.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One database's ways.
 *
 * <p>Bulk writes are one statement for each table and group where statements travel (PostgreSQL), and batches where they do not (H2);
 * rows are written in the order given. No method decides by affected-row counts that a driver may get wrong. Safe for any number of
 * threads.
 */
public interface Dialect {

    /** Which database this is. */
    Product product();

    /** The statement with our tables' names. */
    String sql(String sql);

    /** Adds rows. */
    <R> void insert(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException;

    /** Adds rows to several tables; in one statement where the dialect {@link #standsAlone}, else in this order. */
    void insertAll(Connection connection, List<Insertion<?>> insertions) throws SQLException;

    /** The same, and tells other nodes with the commit that there is work. */
    default void insertAndAnnounce(Connection connection, List<Insertion<?>> insertions) throws SQLException {
        insertAll(connection, insertions);
        announce(connection);
    }

    /**
     * Whether each piece of work that is sent {@link dev.notify.jdbc.internal.connect.Transactions#once once} is one statement, which the
     * database itself makes a transaction: it then needs neither a BEGIN nor a trip for its COMMIT.
     */
    default boolean standsAlone() {
        return false;
    }

    /** Adds the rows whose key is free; waits for a transaction that is taking one. Neither fails nor ends the transaction. */
    <R> void insertMissing(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException;

    /** Sets the value columns of the rows named by the key columns. */
    <R> void update(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException;

    /** Reads all columns of the rows whose keys these rows have; those that are not there are absent. */
    <R, T> List<T> find(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader) throws SQLException;

    /** Reads like {@link #find}, and sees what others have committed since the transaction began. */
    default <R, T> List<T> findNow(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader)
            throws SQLException {
        return find(connection, bulk, keys, reader);
    }

    /** Reads like {@link #find}, in the order of the keys, and locks what it finds until the transaction ends. */
    <R, T> List<T> lock(Connection connection, Bulk<R> bulk, List<R> keys, Reader<T> reader) throws SQLException;

    /** Removes the rows whose keys these rows have. */
    <R> void remove(Connection connection, Bulk<R> bulk, List<R> keys) throws SQLException;

    /** Reads the row a result stands at. */
    interface Reader<T> {
        T read(ResultSet rows, int from) throws SQLException;
    }

    /** Adds the one value column to the row of that key, which need not be there yet. */
    <R> void addUp(Connection connection, Bulk<R> bulk, List<R> rows) throws SQLException;

    /** A condition that the column is one of so many ids, for {@link #bind}. */
    String isOneOf(String column, int count);

    /** A table in a SELECT or UPDATE of rows that are named by their primary key. */
    default String byKey(String table) {
        return table;
    }

    /** How the removal of rows begins that are named by their primary key. */
    default String removal(String table) {
        return "DELETE FROM " + table;
    }

    /** Binds ids for {@link #isOneOf}; returns the next parameter's index. */
    int bind(PreparedStatement statement, int index, Collection<UUID> ids) throws SQLException;

    /** Binds an id. */
    void bind(PreparedStatement statement, int index, UUID id) throws SQLException;

    /** An id as those who bind by name are to bind it. */
    default Object bindable(UUID id) {
        return id;
    }

    /** Reads an id. */
    UUID uuid(ResultSet rows, int index) throws SQLException;

    /** What this error means. */
    Trouble trouble(SQLException e);

    /** Whether this error of a commit says that there was none: then others were in the way, and nothing else. */
    default boolean saysNotCommitted(SQLException e) {
        return trouble(e) == Trouble.BUSY;
    }

    /** Whether this error says that a table or schema is not there, or not for us. */
    boolean saysMissing(SQLException e);

    /** What to run on a connection of our own, so that it never waits without bound. */
    List<String> ownSettings(int lockMillis, int statementMillis);

    /** What to run so that it is as before, asked before {@link #ownSettings} run. */
    List<String> restoring(Connection connection) throws SQLException;

    /** Bounds lock waits for the rest of a foreign transaction; gives what {@link #unboundLocks} needs, null if nothing was done. */
    @Nullable
    String boundLocks(Connection connection, int lockMillis) throws SQLException;

    /** Whether that bound is the session's, and stays when the transaction fails or ends. */
    default boolean boundsOutlastTransactions() {
        return false;
    }

    /** Puts back what {@link #boundLocks} changed. */
    void unboundLocks(Connection connection, String before) throws SQLException;

    /** Makes what was committed outlive this process, where a commit alone does not. */
    void store(Connection connection) throws SQLException;

    /** Makes what was committed survive a power cut, where a commit alone does not. */
    void sync(Connection connection) throws SQLException;

    /** Tells other nodes, with the commit, that there is work. */
    void announce(Connection connection) throws SQLException;

    /** The database's own clock, in epoch milliseconds. */
    long time(Connection connection) throws SQLException;

    /** Reads the ids of a statement that takes one set of ids. */
    default Set<UUID> ids(Connection connection, String sql, Collection<UUID> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, ids);
            return Ids.of(this, statement);
        }
    }

    /** Runs a statement that takes one set of ids. */
    default void run(Connection connection, String sql, Collection<UUID> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, ids);
            statement.executeUpdate();
        }
    }
}
