package dev.notify.jdbc.internal.schema;

import dev.notify.jdbc.internal.dialect.Product;
import dev.notify.jdbc.internal.dialect.TableNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the scripts make, read from the scripts themselves, so that there is one description of a schema and not two. */
public record Expected(Map<String, Table> tables) {

    private static final Pattern CREATE_TABLE =
            Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+) \\((.*)\\)[^)]*", Pattern.DOTALL);
    private static final Pattern CREATE_TABLE_WITH =
            Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+) \\((.*)\\) WITH \\(.*\\)", Pattern.DOTALL);
    private static final Pattern CREATE_INDEX =
            Pattern.compile("CREATE INDEX IF NOT EXISTS \\w+ ON (\\w+) \\(([^)]*)\\).*", Pattern.DOTALL);
    private static final Pattern ADD_COLUMN =
            Pattern.compile("ALTER TABLE (\\w+) ADD COLUMN IF NOT EXISTS (.*)", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("(?:PRIMARY KEY|UNIQUE|INDEX \\w+) \\(([^)]*)\\)");
    private static final Pattern COLUMN =
            Pattern.compile("(\\w+) (\\w+)(?:\\(\\d+\\))?(?: COLLATE \"C\")?(?: DEFAULT [^ ]+)?( NOT NULL)?");

    /** A table: its columns by name, and the columns of each index. */
    public record Table(Map<String, Column> columns, List<List<String>> indexes) {}

    /** A column: the word for its type, and whether it may be null. */
    public record Column(String type, boolean nullable) {}

    /** What the scripts of a database make, by the tables' names without prefix. */
    public static Expected of(Product product) {
        Map<String, Table> tables = new LinkedHashMap<>();
        TableNames bare = new TableNames(Optional.empty(), "");
        for (Script script : Script.all(product)) {
            script.statements(bare).forEach(statement -> read(statement, tables));
        }
        return new Expected(tables);
    }

    private static void read(String statement, Map<String, Table> tables) {
        Matcher with = CREATE_TABLE_WITH.matcher(statement);
        Matcher table = with.matches() ? with : CREATE_TABLE.matcher(statement);
        Matcher index = CREATE_INDEX.matcher(statement);
        Matcher added = ADD_COLUMN.matcher(statement);
        if (table.matches()) {
            tables.put(table.group(1), table(table.group(2)));
        } else if (index.matches()) {
            of(tables, index.group(1)).indexes().add(names(index.group(2)));
        } else if (added.matches()) {
            column(added.group(2), of(tables, added.group(1)));
        } else if (!statement.startsWith("INSERT ") && !statement.startsWith("UPDATE ")) {
            throw new IllegalStateException("script: a statement is not understood: " + statement);
        }
    }

    private static Table of(Map<String, Table> tables, String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalStateException("script: a table is used before it is made: " + name);
        }
        return table;
    }

    private static Table table(String body) {
        Table table = new Table(new LinkedHashMap<>(), new ArrayList<>());
        for (String line : body.split(",\\s*\\n", -1)) {
            Matcher key = KEY.matcher(line.strip());
            if (key.matches()) {
                table.indexes().add(names(key.group(1)));
            } else {
                column(line.strip(), table);
            }
        }
        return table;
    }

    private static void column(String line, Table table) {
        Matcher column = COLUMN.matcher(line);
        if (!column.matches()) {
            throw new IllegalStateException("script: a column is not understood: " + line);
        }
        table.columns().put(column.group(1), new Column(word(column.group(2)), column.group(3) == null));
    }

    /** The databases' words for the same thing. */
    private static String word(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "varchar", "varbinary", "mediumtext" -> "text";
            case "binary" -> "uuid";
            default -> lower;
        };
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }
}
