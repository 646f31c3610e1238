package dev.notify.jdbc.internal.read;

import dev.notify.jdbc.internal.connect.Transactions;
import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Column;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.rows.Readers;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.ReadPart.Loaded;
import dev.notify.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What workers need for the work they hold, one statement for all. */
final class Loads {

    private static final String LOAD = "SELECT " + Readers.columns(Tables.DELIVERY, "d") + ", "
            + Readers.columns(Tables.NOTIFICATION, "n")
            + ", n.body, d.body FROM notify_delivery d JOIN notify_notification n ON n.id = d.notification_id WHERE ";

    private final Transactions transactions;
    private final Dialect dialect;
    private final Readers readers;
    private final String load;

    Loads(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.readers = new Readers(dialect);
        this.load = dialect.sql(LOAD);
    }

    List<Loaded> deliveries(Collection<UUID> deliveryIds) {
        List<UUID> ids = deliveryIds.stream().distinct().toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        return transactions.once(Promise.READS, "load deliveries", c -> load(c, ids));
    }

    private List<Loaded> load(Connection connection, List<UUID> ids) throws SQLException {
        List<Loaded> loaded = new ArrayList<>(ids.size());
        try (PreparedStatement statement = connection.prepareStatement(load + dialect.isOneOf("d.id", ids.size()))) {
            dialect.bind(statement, 1, ids);
            try (ResultSet rows = statement.executeQuery()) {
                int texts = 1 + Readers.DELIVERY_WIDTH + Readers.NOTIFICATION_WIDTH;
                while (rows.next()) {
                    loaded.add(new Loaded(
                            readers.delivery(rows, 1),
                            readers.notification(rows, 1 + Readers.DELIVERY_WIDTH),
                            rows.getString(texts),
                            rows.getString(texts + 1)));
                }
            }
        }
        return loaded;
    }

    List<Rows.Call> calls(Collection<UUID> callIds) {
        List<UUID> ids = callIds.stream().distinct().toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        return transactions.once(Promise.READS, "load calls", c -> {
            List<Rows.Call> calls = new ArrayList<>();
            String sql = "SELECT " + Readers.columns(Tables.CALL, "c") + " FROM notify_call c WHERE "
                    + dialect.isOneOf("c.id", ids.size());
            try (PreparedStatement statement = c.prepareStatement(dialect.sql(sql))) {
                dialect.bind(statement, 1, ids);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        calls.add(readers.call(rows, 1));
                    }
                }
            }
            return calls;
        });
    }

    Optional<Rows.Template> template(String hash) {
        Bulk<String> byHash = new Bulk<>(
                "notify_template",
                1,
                List.of(Column.text("hash", h -> h), Column.text("title", h -> null), Column.text("body", h -> null)));
        return transactions.once(
                Promise.READS,
                "load words",
                c -> dialect
                        .find(
                                c,
                                byHash,
                                List.of(hash),
                                (rows, from) -> new Rows.Template(
                                        rows.getString(from), rows.getString(from + 1), rows.getString(from + 2)))
                        .stream()
                        .findFirst());
    }
}
