package dev.notify.jdbc.internal.dialect;

import java.util.Optional;
import java.util.regex.Pattern;

/** What our tables are called: statements say {@code notify_queue}, and get the schema and prefix the host chose. */
public record TableNames(Optional<String> schema, String prefix) {

    /** {@code notify_} in the connection's own schema. */
    public static final TableNames DEFAULT = new TableNames(Optional.empty(), "notify_");

    private static final Pattern PART = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,30}");

    /**
     * Reads {@code prefix_} or {@code schema.prefix_}.
     *
     * @throws IllegalArgumentException if a part is no plain identifier
     */
    public static TableNames parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return new TableNames(Optional.empty(), part(text));
        }
        return new TableNames(Optional.of(part(text.substring(0, dot))), part(text.substring(dot + 1)));
    }

    private static String part(String text) {
        if (!PART.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "tables: give schema.prefix_ or prefix_, each of 1 to 31 letters, digits and _ beginning with a letter");
        }
        return text;
    }

    /** Schema and prefix, as a table's name begins. */
    public String qualified() {
        return schema.map(s -> s + "." + prefix).orElse(prefix);
    }

    /** The statement with our tables' names. */
    public String in(String sql) {
        return sql.replace("notify_", qualified());
    }
}
