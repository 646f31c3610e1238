package dev.notify.examples.bench.raw;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What nobody who writes a queue table by hand can leave out, in groups: claim rows that are due and commit that, so that no other
 * node takes them; read what is to be sent; then, in one commit, mark it done, keep what was tried, and take it out of the queue.
 *
 * <p>It is still narrower than Notify: no fence against a claim that has run out, no trail, no counters, no priorities, no renewed leases.
 */
final class QueueFloor {

    private static final String LEASE =
            "UPDATE floor_queue SET owner = 'me', available_at = ?, fence = fence + 1, attempt = attempt + 1 WHERE ";
    private static final String ATTEMPT = "INSERT INTO floor_attempt (id, fence, node, started_at, ended_at, outcome)"
            + " VALUES (?, 1, 'me', ?, ?, 'sent')";

    private final Flavor flavor;
    private final String due;

    QueueFloor(Flavor flavor) {
        this.flavor = flavor;
        this.due = "SELECT id FROM floor_queue WHERE lane = 1 AND available_at <= ? ORDER BY lane, available_at, id"
                + " LIMIT " + Floor.GROUP + flavor.skipLocked();
    }

    /** One group from claim to end; how many it was. */
    int step(Connection connection) throws SQLException {
        long now = System.currentTimeMillis();
        List<UUID> ids = claim(connection, now);
        if (ids.isEmpty()) {
            return 0;
        }
        connection.commit();
        int read = read(connection, ids);
        if (read != ids.size()) {
            throw new IllegalStateException("claimed " + ids.size() + " and found " + read);
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE floor_note SET state = 'SENT', done_at = ? WHERE " + flavor.isOneOf("id", ids.size()))) {
            statement.setLong(1, now);
            flavor.bind(statement, 2, ids);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(ATTEMPT)) {
            for (UUID id : ids) {
                flavor.bind(statement, 1, id);
                statement.setLong(2, now);
                statement.setLong(3, now);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM floor_queue WHERE owner = 'me' AND " + flavor.isOneOf("id", ids.size()))) {
            flavor.bind(statement, 1, ids);
            statement.executeUpdate();
        }
        connection.commit();
        return ids.size();
    }

    private List<UUID> claim(Connection connection, long now) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(due)) {
            statement.setLong(1, now);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(flavor.id(rows, 1));
                }
            }
        }
        if (!ids.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(LEASE + flavor.isOneOf("id", ids.size()))) {
                statement.setLong(1, now + 12_000);
                flavor.bind(statement, 2, ids);
                statement.executeUpdate();
            }
        }
        return ids;
    }

    private int read(Connection connection, List<UUID> ids) throws SQLException {
        int count = 0;
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id, type, recipient, body FROM floor_note WHERE " + flavor.isOneOf("id", ids.size()))) {
            flavor.bind(statement, 1, ids);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    count += rows.getString(4).isEmpty() ? 0 : 1;
                }
            }
        }
        return count;
    }
}
