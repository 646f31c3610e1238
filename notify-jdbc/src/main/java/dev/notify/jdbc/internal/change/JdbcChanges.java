package dev.notify.jdbc.internal.change;

import dev.notify.delivery.DeliveryState;
import dev.notify.jdbc.internal.connect.Transactions;
import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Column;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.jdbc.internal.dialect.Insertion;
import dev.notify.jdbc.internal.rows.Counters;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.ChangePart;
import dev.notify.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Cancels and moves deliveries that wait. */
public final class JdbcChanges implements ChangePart {

    /** Work moved to within this time is worth waking other nodes for. */
    private static final long SOON_MILLIS = 5_000;

    private static final Bulk<Map.Entry<UUID, String>> WHY = new Bulk<>(
            "notify_delivery",
            1,
            List.of(Column.uuid("id", Map.Entry::getKey), Column.text("why", Map.Entry::getValue)));

    private final Transactions transactions;
    private final Dialect dialect;

    /** Changes through these transactions. */
    public JdbcChanges(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
    }

    @Override
    public Changed cancel(Cancel cancel) {
        return transactions.in(Promise.WRITES_DURABLY, "cancel", c -> {
            Standing standing = Standing.of(c, dialect, cancel.tenant(), cancel.notifications(), cancel.now());
            close(c, standing.free(), cancel);
            askHeld(c, standing.held());
            List<Map.Entry<UUID, Each>> named = free(standing, cancel.each());
            dialect.update(
                    c,
                    WHY,
                    named.stream()
                            .map(e -> Map.entry(e.getKey(), e.getValue().why()))
                            .toList());
            record(
                    c,
                    cancel.trail(),
                    named.stream().map(e -> e.getValue().counter()).toList());
            return standing.changed();
        });
    }

    /** What is given for deliveries that nobody holds, by id. */
    private static <T> List<Map.Entry<UUID, T>> free(Standing standing, Map<UUID, T> each) {
        Set<UUID> free = Set.copyOf(standing.free());
        return each.entrySet().stream()
                .filter(e -> free.contains(e.getKey()))
                .sorted(Map.Entry.comparingByKey(Ids.ORDER))
                .toList();
    }

    private void close(Connection connection, List<UUID> free, Cancel cancel) throws SQLException {
        if (free.isEmpty()) {
            return;
        }
        String close =
                "UPDATE " + dialect.byKey("notify_delivery") + " SET state = 'CANCELLED', done_at = ?, last_fence ="
                        + " (SELECT q.fence FROM notify_queue q WHERE q.ref_id = notify_delivery.id) WHERE "
                        + dialect.isOneOf("id", free.size());
        try (PreparedStatement statement = connection.prepareStatement(dialect.sql(close))) {
            statement.setLong(1, cancel.now());
            dialect.bind(statement, 2, free);
            statement.executeUpdate();
        }
        dialect.run(
                connection,
                dialect.sql(dialect.removal("notify_queue") + " WHERE " + dialect.isOneOf("ref_id", free.size())),
                free);
    }

    private void askHeld(Connection connection, List<UUID> held) throws SQLException {
        if (!held.isEmpty()) {
            dialect.run(
                    connection,
                    dialect.sql("UPDATE " + dialect.byKey("notify_delivery") + " SET cancel_asked = TRUE WHERE "
                            + dialect.isOneOf("id", held.size())),
                    held);
        }
    }

    @Override
    public Changed move(Move move) {
        return transactions.in(Promise.WRITES_DURABLY, "move", c -> {
            Standing standing = Standing.of(c, dialect, move.tenant(), move.notifications(), move.now());
            defer(c, standing.free(), move);
            dialect.update(c, WHY, free(standing, move.why()));
            Set<UUID> moved = new LinkedHashSet<>(standing.notificationsOfFree());
            moved.addAll(move.whole());
            moveNotifications(c, moved, move);
            record(c, move.trail(), List.of());
            if (!transactions.isHosts() && move.dueAt() <= move.now() + SOON_MILLIS) {
                dialect.announce(c);
            }
            return standing.changed();
        });
    }

    @Override
    public boolean report(Reported reported) {
        return transactions.in(Promise.WRITES_DURABLY, "report", c -> {
            boolean effective = reach(c, reported) == 1;
            if (effective) {
                dialect.insertAll(c, List.of(Insertion.of(Tables.QUEUE, reported.work())));
                record(c, reported.trail(), reported.counters());
            }
            return effective;
        });
    }

    private int reach(Connection connection, Reported reported) throws SQLException {
        String why = reported.why();
        String states = String.join(", ", Collections.nCopies(reported.from().size(), "?"));
        String said = "UPDATE " + dialect.byKey("notify_delivery") + " SET state = ?, done_at = ?"
                + (why == null ? "" : ", why = ?") + " WHERE tenant = ? AND state IN (" + states + ") AND "
                + dialect.isOneOf("id", 1);
        try (PreparedStatement statement = connection.prepareStatement(dialect.sql(said))) {
            int next = 1;
            statement.setString(next++, reported.state().name());
            statement.setLong(next++, reported.doneAt());
            if (why != null) {
                statement.setString(next++, why);
            }
            statement.setString(next++, reported.tenant());
            for (DeliveryState from : reported.from()) {
                statement.setString(next++, from.name());
            }
            dialect.bind(statement, next, List.of(reported.delivery()));
            return statement.executeUpdate();
        }
    }

    private void defer(Connection connection, List<UUID> free, Move move) throws SQLException {
        if (free.isEmpty()) {
            return;
        }
        String wait = "UPDATE " + dialect.byKey("notify_queue") + " SET available_at = ?, owner = NULL WHERE "
                + dialect.isOneOf("ref_id", free.size());
        try (PreparedStatement statement = connection.prepareStatement(dialect.sql(wait))) {
            statement.setLong(1, move.dueAt());
            dialect.bind(statement, 2, free);
            statement.executeUpdate();
        }
        String due = "UPDATE " + dialect.byKey("notify_delivery") + " SET due_at = ?, forced = ? WHERE "
                + dialect.isOneOf("id", free.size());
        try (PreparedStatement statement = connection.prepareStatement(dialect.sql(due))) {
            statement.setLong(1, move.dueAt());
            statement.setBoolean(2, move.forced());
            dialect.bind(statement, 3, free);
            statement.executeUpdate();
        }
    }

    private void moveNotifications(Connection connection, Set<UUID> moved, Move move) throws SQLException {
        if (moved.isEmpty()) {
            return;
        }
        // The expiry goes first: there are databases in which a later assignment sees what an earlier one has made.
        String later = move.expiryMoves() ? "expires_at = expires_at + (? - due_at), " : "";
        String times = "UPDATE " + dialect.byKey("notify_notification") + " SET " + later
                + "due_at = ?, wall_time = ?, zone = ?" + " WHERE tenant = ? AND "
                + dialect.isOneOf("id", moved.size());
        try (PreparedStatement statement = connection.prepareStatement(dialect.sql(times))) {
            int next = 1;
            if (move.expiryMoves()) {
                statement.setLong(next++, move.dueAt());
            }
            statement.setLong(next++, move.dueAt());
            statement.setString(next++, move.wallTime());
            statement.setString(next++, move.zone());
            statement.setString(next++, move.tenant());
            dialect.bind(statement, next, moved);
            statement.executeUpdate();
        }
    }

    private void record(Connection connection, List<Rows.Trail> trail, List<Rows.Counter> counters)
            throws SQLException {
        long part = transactions.isHosts() ? Counters.partOfItsOwn() : Counters.OF_CALLERS;
        dialect.insertAll(connection, List.of(Insertion.of(Tables.TRAIL, trail), Counters.adding(part, counters)));
    }
}
