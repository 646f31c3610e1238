package dev.notify.jdbc.internal.change;

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
import java.util.TreeSet;
import java.util.UUID;

/** How the deliveries of some notifications stand, under a lock: nobody claims or settles them until the transaction ends. */
final class Standing {

    private final List<UUID> free = new ArrayList<>();
    private final List<UUID> held = new ArrayList<>();
    private int finished;

    private Standing() {}

    static Standing of(Connection connection, Dialect dialect, String tenant, Collection<UUID> notifications, long now)
            throws SQLException {
        Standing standing = new Standing();
        TreeSet<UUID> deliveries = new TreeSet<>(Ids.ORDER);
        String all = dialect.sql("SELECT id FROM notify_delivery WHERE tenant = ? AND "
                + dialect.isOneOf("notification_id", notifications.size()));
        try (PreparedStatement statement = connection.prepareStatement(all)) {
            statement.setString(1, tenant);
            dialect.bind(statement, 2, notifications);
            deliveries.addAll(Ids.of(dialect, statement));
        }
        if (!deliveries.isEmpty()) {
            standing.lock(connection, dialect, deliveries, now);
        }
        return standing;
    }

    private void lock(Connection connection, Dialect dialect, Collection<UUID> deliveries, long now)
            throws SQLException {
        String waiting = dialect.sql("SELECT ref_id, owner, available_at FROM notify_queue WHERE "
                + dialect.isOneOf("ref_id", deliveries.size()) + " ORDER BY ref_id FOR UPDATE");
        try (PreparedStatement statement = connection.prepareStatement(waiting)) {
            dialect.bind(statement, 1, deliveries);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    boolean isHeld = rows.getString(2) != null && rows.getLong(3) > now;
                    (isHeld ? held : free).add(dialect.uuid(rows, 1));
                }
            }
        }
        finished = deliveries.size() - free.size() - held.size();
    }

    List<UUID> free() {
        return free;
    }

    List<UUID> held() {
        return held;
    }

    Changed changed() {
        return new Changed(free, held, finished);
    }
}
