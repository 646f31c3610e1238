package dev.notify.jdbc.internal.accept;

import dev.notify.jdbc.internal.connect.Transactions;
import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.rows.Readers;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.AcceptPart.First;
import dev.notify.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what was accepted first under a key. */
final class Firsts {

    /** What is left of one that retention has removed. */
    @SuppressWarnings("NullAway") // It does not see the annotation of a nested type in a class file.
    static final First GONE = new First(null, List.of());

    private final Dialect dialect;
    private final Readers readers;
    private final @Nullable Transactions elsewhere;

    /** Reads elsewhere what a transaction cannot see that began before it was committed. */
    Firsts(Dialect dialect, @Nullable Transactions elsewhere) {
        this.dialect = dialect;
        this.readers = new Readers(dialect);
        this.elsewhere = elsewhere;
    }

    Map<UUID, First> of(Connection connection, Collection<UUID> owners) throws SQLException {
        Set<UUID> ids = new LinkedHashSet<>(owners);
        Map<UUID, First> firsts = new HashMap<>(read(connection, ids));
        ids.removeAll(firsts.keySet());
        if (!ids.isEmpty() && elsewhere != null) {
            firsts.putAll(elsewhere.in(Promise.READS, "read what was sent first", other -> read(other, ids)));
        }
        return firsts;
    }

    private Map<UUID, First> read(Connection connection, Set<UUID> ids) throws SQLException {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<UUID, List<Rows.Delivery>> deliveries = deliveries(connection, ids);
        Map<UUID, First> firsts = new HashMap<>();
        String sql = dialect.sql("SELECT " + Readers.columns(Tables.NOTIFICATION, "n")
                + " FROM notify_notification n WHERE " + dialect.isOneOf("n.id", ids.size()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bind(statement, 1, ids);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Rows.Notification row = readers.notification(rows, 1);
                    firsts.put(row.id(), new First(row, deliveries.getOrDefault(row.id(), List.of())));
                }
            }
        }
        return firsts;
    }

    private Map<UUID, List<Rows.Delivery>> deliveries(Connection connection, Set<UUID> ids) throws SQLException {
        Map<UUID, List<Rows.Delivery>> deliveries = new HashMap<>();
        String sql = dialect.sql("SELECT " + Readers.columns(Tables.DELIVERY, "d") + " FROM notify_delivery d WHERE "
                + dialect.isOneOf("d.notification_id", ids.size()) + " ORDER BY d.id");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bind(statement, 1, ids);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Rows.Delivery row = readers.delivery(rows, 1);
                    deliveries
                            .computeIfAbsent(row.notificationId(), id -> new ArrayList<>())
                            .add(row);
                }
            }
        }
        return deliveries;
    }
}
