package dev.notify.jdbc.internal.dialect;

import java.util.List;

/** Rows to add to a table. */
public record Insertion<R>(Bulk<R> bulk, List<R> rows, Kind kind) {

    /** What is done about a key that is there already. */
    public enum Kind {
        /** It fails. */
        NEW,
        /** The row is left out. */
        MISSING,
        /** The value is added. */
        ADD_UP,
        /** Its values are replaced. */
        REPLACE
    }

    public Insertion {
        rows = List.copyOf(rows);
    }

    /** Rows whose keys are new. */
    public static <R> Insertion<R> of(Bulk<R> bulk, List<R> rows) {
        return new Insertion<>(bulk, rows, Kind.NEW);
    }

    /** Rows whose keys may be there. */
    public static <R> Insertion<R> missing(Bulk<R> bulk, List<R> rows) {
        return new Insertion<>(bulk, rows, Kind.MISSING);
    }

    /** Rows whose keys are there, under a lock of this transaction's, to have these values. */
    public static <R> Insertion<R> replacing(Bulk<R> bulk, List<R> rows) {
        return new Insertion<>(bulk, rows, Kind.REPLACE);
    }

    /** Numbers to add to the row of that key, there or not. */
    public static <R> Insertion<R> addUp(Bulk<R> bulk, List<R> rows) {
        return new Insertion<>(bulk, rows, Kind.ADD_UP);
    }
}
