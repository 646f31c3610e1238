package dev.notify.jdbc.internal.change;

import dev.notify.delivery.DeliveryState;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.store.ChangePart.Changed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** How the deliveries of some notifications stand, under a lock: nobody claims or settles them until the transaction ends. */
final class Standing {

    private final Map<UUID, UUID> deliveries = new TreeMap<>(Ids.ORDER);
    /** Those that may have a row in the queue: to lock a row that is not there can lock out others' new ones. */
    private final Set<UUID> pending = new TreeSet<>(Ids.ORDER);

    private final List<UUID> free = new ArrayList<>();
    private final List<UUID> held = new ArrayList<>();
    private int finished;

    private Standing() {}

    static Standing of(Connection connection, Dialect dialect, String tenant, Collection<UUID> notifications, long now)
            throws SQLException {
        Standing standing = new Standing();
        if (notifications.isEmpty()) {
            return standing;
        }
        String all = dialect.sql("SELECT id, notification_id, state FROM notify_delivery WHERE tenant = ? AND "
                + dialect.isOneOf("notification_id", notifications.size()));
        try (PreparedStatement statement = connection.prepareStatement(all)) {
            statement.setString(1, tenant);
            dialect.bind(statement, 2, notifications);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID id = dialect.uuid(rows, 1);
                    standing.deliveries.put(id, dialect.uuid(rows, 2));
                    if (rows.getString(3).equals(DeliveryState.PENDING.name())) {
                        standing.pending.add(id);
                    }
                }
            }
        }
        if (!standing.pending.isEmpty()) {
            standing.lock(connection, dialect, now);
        }
        standing.finished = standing.deliveries.size() - standing.free.size() - standing.held.size();
        return standing;
    }

    private void lock(Connection connection, Dialect dialect, long now) throws SQLException {
        String waiting = dialect.sql("SELECT ref_id, owner, available_at FROM " + dialect.byKey("notify_queue")
                + " WHERE " + dialect.isOneOf("ref_id", pending.size()) + " ORDER BY ref_id FOR UPDATE");
        try (PreparedStatement statement = connection.prepareStatement(waiting)) {
            dialect.bind(statement, 1, pending);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    boolean isHeld = rows.getString(2) != null && rows.getLong(3) > now;
                    (isHeld ? held : free).add(dialect.uuid(rows, 1));
                }
            }
        }
    }

    List<UUID> free() {
        return free;
    }

    Set<UUID> notificationsOfFree() {
        return free.stream().map(deliveries::get).collect(Collectors.toCollection(() -> new TreeSet<>(Ids.ORDER)));
    }

    List<UUID> held() {
        return held;
    }

    Changed changed() {
        return new Changed(free, held, finished);
    }
}
