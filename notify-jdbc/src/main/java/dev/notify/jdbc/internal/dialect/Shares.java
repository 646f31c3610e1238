package dev.notify.jdbc.internal.dialect;

import java.util.ArrayList;
import java.util.List;

/** Cuts rows into shares that a statement can carry: a server takes no statement longer than its {@code max_allowed_packet}. */
final class Shares {

    /** Few enough for plans that look up each key, and for the parameters that a prepared statement may have. */
    private static final int MOST_ROWS = 300;

    /** A quarter of the smallest packet we start with; a single row may be larger. */
    private static final long MOST_BYTES = 1L << 20;
    /** No character takes more when it is sent, as UTF-8 or escaped. */
    private static final int BYTES_OF_CHARACTER = 3;

    private Shares() {}

    static <R> List<List<R>> of(List<Column<R>> columns, List<R> rows) {
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
