package dev.notify.jdbc.internal.schema;

import dev.notify.jdbc.internal.dialect.Product;
import dev.notify.jdbc.internal.dialect.TableNames;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says all that is missing in a schema at once: tables, columns, indexes, rights. */
public final class Inspection {

    private static final Set<String> OURS =
            Expected.of(Product.MARIADB).tables().keySet();

    private final Connection connection;
    private final TableNames names;
    private final List<String> missing = new ArrayList<>();

    private Inspection(Connection connection, TableNames names) {
        this.connection = connection;
        this.names = names;
    }

    /** All that is missing; the connection must not be in autocommit mode, and is rolled back. */
    public static List<String> missing(Connection connection, Product product, TableNames names) throws SQLException {
        Inspection inspection = new Inspection(connection, names);
        for (Map.Entry<String, Expected.Table> table :
                Expected.of(product).tables().entrySet()) {
            inspection.table(table.getKey(), table.getValue());
        }
        connection.rollback();
        return inspection.missing;
    }

    /** Whether there is a schema of ours at all. */
    static boolean isThere(Connection connection, TableNames names) throws SQLException {
        return !new Inspection(connection, names).columns("meta").isEmpty();
    }

    /** Tables of ours that another engine than InnoDB keeps. */
    static List<String> otherEngines(Connection connection, TableNames names) throws SQLException {
        List<String> findings = new ArrayList<>();
        String sql =
                "SELECT table_name, engine FROM information_schema.tables WHERE table_schema = COALESCE(?, DATABASE())"
                        + " AND table_name IN (" + String.join(", ", Collections.nCopies(OURS.size(), "?")) + ")"
                        + " AND engine <> 'InnoDB'";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, names.schema().orElse(null));
            int at = 2;
            for (String table : OURS) {
                statement.setString(at++, names.prefix() + table);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String table = rows.getString(1);
                    findings.add("schema: table " + table + " is kept by " + rows.getString(2)
                            + ", which has no transactions: ALTER TABLE " + table + " ENGINE = InnoDB");
                }
            }
        }
        return findings;
    }

    private void table(String name, Expected.Table expected) throws SQLException {
        String shown = names.qualified() + name;
        Set<String> columns = columns(name);
        if (columns.isEmpty()) {
            missing.add("table " + shown + " is missing, or not visible to this user");
            return;
        }
        for (String column : expected.columns().keySet()) {
            if (!columns.contains(column)) {
                missing.add("column " + shown + "." + column + " is missing");
            }
        }
        List<List<String>> indexes = indexes(name);
        for (List<String> index : expected.indexes()) {
            if (!indexes.contains(index)) {
                missing.add("index on " + shown + " (" + String.join(", ", index) + ") is missing");
            }
        }
        if (columns.containsAll(expected.columns().keySet())) {
            rights(shown, expected.columns().keySet().iterator().next());
        }
    }

    private Set<String> columns(String table) throws SQLException {
        Set<String> columns = new HashSet<>();
        DatabaseMetaData data = connection.getMetaData();
        try (ResultSet rows = data.getColumns(catalog(data), schema(data), pattern(data, table), null)) {
            while (rows.next()) {
                columns.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return columns;
    }

    private List<List<String>> indexes(String table) throws SQLException {
        Map<String, TreeMap<Integer, String>> indexes = new TreeMap<>();
        DatabaseMetaData data = connection.getMetaData();
        String name = stored(data, names.prefix() + table);
        try (ResultSet rows = data.getIndexInfo(catalog(data), schema(data), name, false, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                String column = rows.getString("COLUMN_NAME");
                if (index != null && column != null) {
                    indexes.computeIfAbsent(index, i -> new TreeMap<>())
                            .put(rows.getInt("ORDINAL_POSITION"), column.toLowerCase(Locale.ROOT));
                }
            }
        }
        return indexes.values().stream()
                .map(columns -> List.copyOf(columns.values()))
                .toList();
    }

    /** What others call a schema is a catalog to the drivers of MariaDB and MySQL. */
    private @Nullable String catalog(DatabaseMetaData data) throws SQLException {
        return data.supportsSchemasInDataManipulation()
                ? connection.getCatalog()
                : names.schema().orElse(connection.getCatalog());
    }

    private @Nullable String schema(DatabaseMetaData data) throws SQLException {
        if (!data.supportsSchemasInDataManipulation()) {
            return null;
        }
        String chosen = names.schema().orElse(null);
        return chosen == null ? connection.getSchema() : stored(data, chosen);
    }

    private String pattern(DatabaseMetaData data, String table) throws SQLException {
        String escape = data.getSearchStringEscape();
        return stored(data, names.prefix() + table).replace("_", escape + "_");
    }

    private static String stored(DatabaseMetaData data, String name) throws SQLException {
        if (data.storesUpperCaseIdentifiers()) {
            return name.toUpperCase(Locale.ROOT);
        }
        return data.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** Tries what we need on no row: whoever may not is told so, whichever database it is. */
    private void rights(String table, String column) throws SQLException {
        right("SELECT", table, "SELECT " + column + " FROM " + table + " WHERE 1 = 0");
        right("INSERT", table, "INSERT INTO " + table + " SELECT * FROM " + table + " WHERE 1 = 0");
        right("UPDATE", table, "UPDATE " + table + " SET " + column + " = " + column + " WHERE 1 = 0");
        right("DELETE", table, "DELETE FROM " + table + " WHERE 1 = 0");
    }

    private void right(String right, String table, String attempt) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(attempt);
        } catch (SQLException e) {
            missing.add("right to " + right + " on " + table + " is missing: GRANT " + right + " ON " + table);
        }
        connection.rollback(before);
    }
}
