package dev.notify.jdbc.internal.dialect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements for many rows, written out by hand with their values beside them.
 *
 * <p>JDBC batches are no use here: it takes an option of the driver to make them fast, and another makes their counts lie. What is
 * written out is one statement, whatever the host has put into its URL.
 */
final class MariaDbTexts {

    /** Few enough for plans that look up each key, and for the parameters that a prepared statement may have. */
    private static final int MOST_ROWS = 300;

    /** A quarter of the smallest packet we start with; a single row may be larger. */
    private static final long MOST_BYTES = 1L << 20;
    /** No character takes more when it is sent, as UTF-8 or escaped. */
    private static final int BYTES_OF_CHARACTER = 3;

    /** A statement and its values, in order. */
    record Text(String sql, List<@Nullable Object> values) {}

    private MariaDbTexts() {}

    /** {@code INSERT .. VALUES (..), (..)}. */
    static <R> Text insertion(Bulk<R> bulk, List<R> rows, Insertion.Kind kind) {
        String head = kind == Insertion.Kind.MISSING ? "INSERT IGNORE INTO " : "INSERT INTO ";
        String sql = head + bulk.table() + " (" + bulk.names() + ") VALUES "
                + String.join(", ", Collections.nCopies(rows.size(), bulk.marks()));
        sql += switch (kind) {
            case NEW, MISSING -> "";
            case ADD_UP -> " ON DUPLICATE KEY UPDATE " + bulk.set("%1$s + VALUES(%1$s)");
            case REPLACE -> " ON DUPLICATE KEY UPDATE " + bulk.set("VALUES(%s)");
        };
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> add(values, bulk.columns(), row));
        return new Text(sql, values);
    }

    /** {@code SELECT .. WHERE (key, key) IN ((..), (..))}. */
    static <R> Text search(Bulk<R> bulk, String from, List<R> keys) {
        List<@Nullable Object> values = new ArrayList<>();
        String where = where(bulk, keys, values);
        return new Text("SELECT " + bulk.names() + " FROM " + from + where, values);
    }

    /** {@code DELETE .. WHERE (key, key) IN ((..), (..))}. */
    static <R> Text removal(Bulk<R> bulk, String begins, List<R> keys) {
        List<@Nullable Object> values = new ArrayList<>();
        return new Text(begins + where(bulk, keys, values), values);
    }

    /** {@code UPDATE .. SET value = CASE key WHEN .. THEN .. END WHERE key IN (..)}; a value that all rows share is said once. */
    static <R> Text update(Bulk<R> bulk, String table, List<R> rows) {
        if (bulk.keys() != 1) {
            throw new IllegalArgumentException("update: takes tables with a key of one column");
        }
        List<@Nullable Object> values = new ArrayList<>();
        String set = bulk.valueColumns().stream()
                .map(column -> column.name() + " = " + value(bulk.columns().get(0), column, rows, values))
                .collect(Collectors.joining(", "));
        return new Text("UPDATE " + table + " SET " + set + where(bulk, rows, values), values);
    }

    private static <R> String value(Column<R> key, Column<R> column, List<R> rows, List<@Nullable Object> values) {
        @Nullable Object first = column.of(rows.get(0));
        if (rows.stream().allMatch(row -> Objects.equals(first, column.of(row)))) {
            values.add(first);
            return "?";
        }
        for (R row : rows) {
            values.add(key.of(row));
            values.add(column.of(row));
        }
        return "CASE " + key.name() + String.join("", Collections.nCopies(rows.size(), " WHEN ? THEN ?")) + " ELSE "
                + column.name() + " END";
    }

    /** A list of one pair is no search by the key: the server reads the whole table for it. */
    private static <R> String where(Bulk<R> bulk, List<R> rows, List<@Nullable Object> values) {
        rows.forEach(row -> add(values, bulk.keyColumns(), row));
        if (rows.size() == 1) {
            return bulk.keyColumns().stream()
                    .map(column -> column.name() + " = ?")
                    .collect(Collectors.joining(" AND ", " WHERE ", ""));
        }
        String names = bulk.keyColumns().stream().map(Column::name).collect(Collectors.joining(", "));
        String marks = bulk.keyColumns().stream().map(c -> "?").collect(Collectors.joining(", "));
        return bulk.keys() == 1
                ? " WHERE " + names + " IN (" + String.join(", ", Collections.nCopies(rows.size(), marks)) + ")"
                : " WHERE (" + names + ") IN (" + String.join(", ", Collections.nCopies(rows.size(), "(" + marks + ")"))
                        + ")";
    }

    private static <R> void add(List<@Nullable Object> values, List<Column<R>> columns, R row) {
        columns.forEach(column -> values.add(column.of(row)));
    }

    /** Cuts rows into shares that a statement can carry: a server takes no statement longer than its {@code max_allowed_packet}. */
    static <R> List<List<R>> shares(List<Column<R>> columns, List<R> rows) {
        List<List<R>> shares = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < rows.size(); i++) {
            long more = bytes(columns, rows.get(i));
            if (i - from == MOST_ROWS || i > from && bytes + more > MOST_BYTES) {
                shares.add(rows.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += more;
        }
        if (from < rows.size()) {
            shares.add(rows.subList(from, rows.size()));
        }
        return shares;
    }

    private static <R> long bytes(List<Column<R>> columns, R row) {
        long bytes = 0;
        for (Column<R> column : columns) {
            if (column.type() == Column.Type.TEXT && column.of(row) instanceof String text) {
                bytes += (long) text.length() * BYTES_OF_CHARACTER;
            }
        }
        return bytes;
    }
}
