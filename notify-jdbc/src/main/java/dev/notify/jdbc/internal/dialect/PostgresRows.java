package dev.notify.jdbc.internal.dialect;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How rows travel to PostgreSQL: a few of them value by value, more as an array for each column. Arrays take the server more time to
 * open than a few rows are worth; with them a statement's text is the same for any number of rows.
 */
final class PostgresRows {

    /** Up to so many rows of a table go value by value. */
    private static final int FEW = 4;

    /** In place of a number of rows, where the text does not depend on it. */
    private static final int MANY = FEW + 1;

    private PostgresRows() {}

    /** By which texts differ: few rows are counted, many are not. */
    static int shape(int rows) {
        return Math.min(rows, MANY);
    }

    /** What stands after {@code INSERT INTO t (..)}. */
    static <R> String source(Bulk<R> bulk, int rows) {
        if (shape(rows) == MANY) {
            return "SELECT * FROM " + arrays(bulk);
        }
        String marks = bulk.columns().stream()
                .map(c -> "?::" + c.type().postgresName())
                .collect(Collectors.joining(", "));
        return "VALUES " + String.join(", ", Collections.nCopies(rows, "(" + marks + ")"));
    }

    /** {@code unnest(?::uuid[], ..) AS given(id, ..)}. */
    static <R> String arrays(Bulk<R> bulk) {
        String arrays = bulk.columns().stream()
                .map(c -> "?::" + c.type().postgresName() + "[]")
                .collect(Collectors.joining(", "));
        return "unnest(" + arrays + ") AS given(" + bulk.names() + ")";
    }

    /** Binds what {@link #source} asks for; returns the next parameter's index. */
    static <R> int bind(PreparedStatement statement, int index, Bulk<R> bulk, List<R> rows) throws SQLException {
        if (shape(rows.size()) == MANY) {
            return bindArrays(statement, index, bulk, rows);
        }
        int at = index;
        for (R row : rows) {
            for (Column<R> column : bulk.columns()) {
                bind(statement, at++, column.type(), column.of(row));
            }
        }
        return at;
    }

    private static void bind(PreparedStatement statement, int index, Column.Type type, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, type.jdbc());
        } else {
            statement.setObject(index, value);
        }
    }

    /** Binds what {@link #arrays} asks for; returns the next parameter's index. */
    static <R> int bindArrays(PreparedStatement statement, int index, Bulk<R> bulk, List<R> rows) throws SQLException {
        int at = index;
        for (Column<R> column : bulk.columns()) {
            bindArray(statement, at++, column, rows);
        }
        return at;
    }

    /** An array that is null gives a null for each row, and takes neither bytes nor time. */
    private static <R> void bindArray(PreparedStatement statement, int index, Column<R> column, List<R> rows)
            throws SQLException {
        String type = column.type().postgresName();
        @Nullable Object[] values = column.type().array(rows.size());
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            values[i] = column.of(rows.get(i));
            any |= values[i] != null;
        }
        if (!any) {
            statement.setNull(index, Types.ARRAY, "_" + type);
        } else if (column.type() == Column.Type.UUID) {
            statement.setString(index, literal(Arrays.asList(values)));
        } else {
            statement.setArray(index, statement.getConnection().createArrayOf(type, values));
        }
    }

    /** Ids as text: the driver would look at every character of them for what must be escaped. */
    static String literal(Iterable<?> ids) {
        StringBuilder text = new StringBuilder("{");
        for (Object id : ids) {
            text.append(text.length() == 1 ? "" : ",").append(id);
        }
        return text.append('}').toString();
    }
}
