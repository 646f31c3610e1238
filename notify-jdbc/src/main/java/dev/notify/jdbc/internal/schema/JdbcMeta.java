package dev.notify.jdbc.internal.schema;

import dev.notify.jdbc.internal.connect.Transactions;
import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Column;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.store.MetaPart;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the installation remembers of itself. */
public final class JdbcMeta implements MetaPart {

    private static final Bulk<Map.Entry<String, String>> META = new Bulk<>(
            "notify_meta",
            1,
            List.of(Column.text("name", Map.Entry::getKey), Column.text("content", Map.Entry::getValue)));

    private final Transactions transactions;
    private final Dialect dialect;

    /** Remembers through these transactions. */
    public JdbcMeta(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
    }

    @Override
    public Optional<String> get(String name) {
        return transactions.in(Promise.READS, "read meta", c -> read(c, name));
    }

    @Override
    public String putIfAbsent(String name, String value) {
        return transactions.in(Promise.WRITES_DURABLY, "write meta", c -> {
            dialect.insertMissing(c, META, List.of(Map.entry(name, value)));
            return read(c, name).orElse(value);
        });
    }

    @Override
    public void put(String name, String value) {
        transactions.in(Promise.WRITES_DURABLY, "write meta", c -> {
            dialect.insertMissing(c, META, List.of(Map.entry(name, value)));
            dialect.update(c, META, List.of(Map.entry(name, value)));
            return value;
        });
    }

    private Optional<String> read(Connection connection, String name) throws SQLException {
        return dialect
                .find(connection, META, List.of(Map.entry(name, "")), (rows, from) -> rows.getString(from + 1))
                .stream()
                .findFirst();
    }
}
