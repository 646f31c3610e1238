package dev.notify.jdbc.internal.dialect;

import java.util.List;
import java.util.stream.Collectors;

/** How rows of one kind are written in bulk: the table, its first {@code keys} columns naming a row, and what follows from each row. */
public record Bulk<R>(String table, int keys, List<Column<R>> columns) {

    public Bulk {
        columns = List.copyOf(columns);
    }

    List<Column<R>> keyColumns() {
        return columns.subList(0, keys);
    }

    List<Column<R>> valueColumns() {
        return columns.subList(keys, columns.size());
    }

    /** The same without what follows from a row. */
    Bulk<R> keysAlone() {
        return new Bulk<>(table, keys, keyColumns());
    }

    String keyNames() {
        return keysAlone().names();
    }

    String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** {@code name = template}, for each value column. */
    String set(String template) {
        return valueColumns().stream()
                .map(c -> c.name() + " = " + template.formatted(c.name()))
                .collect(Collectors.joining(", "));
    }

    /** {@code (?, ?, ..)}, one for each column. */
    String marks() {
        return columns.stream().map(c -> "?").collect(Collectors.joining(", ", "(", ")"));
    }
}
