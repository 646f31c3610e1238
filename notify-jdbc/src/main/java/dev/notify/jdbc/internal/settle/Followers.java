package dev.notify.jdbc.internal.settle;

import dev.notify.delivery.DeliveryState;
import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Column;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.jdbc.internal.dialect.Insertion;
import dev.notify.jdbc.internal.rows.Counters;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.StandIn;
import dev.notify.store.SettlePart.Withdrawal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Deliveries that begin with a settlement, and those that end with it. */
final class Followers {

    private static final Bulk<Withdrawal> CANCELLED = new Bulk<>(
            "notify_delivery",
            1,
            List.of(
                    Column.uuid("id", Withdrawal::delivery),
                    Column.text("state", w -> DeliveryState.CANCELLED.name()),
                    Column.number("done_at", Withdrawal::now),
                    Column.text("why", Withdrawal::why)));

    private final Dialect dialect;

    Followers(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Adds those that stand in. Whether a row is ours shows by asking before and after: two that write for one cause take turns at its
     * row, and a row for its recipient on its channel bears another id.
     */
    void begin(Connection connection, List<StandIn> standIns) throws SQLException {
        if (standIns.isEmpty()) {
            return;
        }
        lock(connection, standIns.stream().map(StandIn::cause).toList());
        Set<UUID> before = there(connection, standIns);
        List<StandIn> missing = standIns.stream()
                .filter(s -> !before.contains(s.delivery().id()))
                .sorted(Comparator.comparing(s -> s.delivery().id(), Ids.ORDER))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        dialect.insertMissing(
                connection,
                Tables.NEW_DELIVERY,
                missing.stream()
                        .map(s -> new Tables.Incoming<>(s.delivery(), s.own()))
                        .toList());
        Set<UUID> after = there(connection, missing);
        List<StandIn> ours =
                missing.stream().filter(s -> after.contains(s.delivery().id())).toList();
        dialect.insertAll(
                connection,
                List.of(
                        Insertion.of(
                                Tables.QUEUE,
                                ours.stream()
                                        .flatMap(s -> s.work().stream())
                                        .sorted(Comparator.comparing(Rows.Work::ref, Ids.ORDER))
                                        .toList()),
                        Insertion.of(
                                Tables.TRAIL,
                                ours.stream().flatMap(s -> s.trail().stream()).toList()),
                        Counters.adding(
                                Counters.OF_SETTLER,
                                ours.stream()
                                        .flatMap(s -> s.counters().stream())
                                        .toList())));
    }

    private void lock(Connection connection, List<UUID> causes) throws SQLException {
        Set<UUID> once = new TreeSet<>(Ids.ORDER);
        once.addAll(causes);
        String lock = "SELECT id FROM " + dialect.byKey("notify_delivery") + " WHERE "
                + dialect.isOneOf("id", once.size()) + " ORDER BY id FOR UPDATE";
        dialect.ids(connection, dialect.sql(lock), once);
    }

    private Set<UUID> there(Connection connection, List<StandIn> standIns) throws SQLException {
        List<UUID> ids =
                standIns.stream().map(s -> s.delivery().id()).distinct().toList();
        String there = "SELECT id FROM notify_delivery WHERE " + dialect.isOneOf("id", ids.size());
        return dialect.ids(connection, dialect.sql(there), ids);
    }

    /** Cancels those that nobody holds, and asks whoever holds the others not to try again. */
    void withdraw(Connection connection, List<Withdrawal> withdrawn) throws SQLException {
        if (withdrawn.isEmpty()) {
            return;
        }
        Map<UUID, Withdrawal> byId = new TreeMap<>(Ids.ORDER);
        withdrawn.forEach(w -> byId.put(w.delivery(), w));
        List<UUID> free = new ArrayList<>();
        List<UUID> held = new ArrayList<>();
        String waiting = "SELECT ref_id, owner, available_at FROM " + dialect.byKey("notify_queue") + " WHERE "
                + dialect.isOneOf("ref_id", byId.size()) + " ORDER BY ref_id FOR UPDATE";
        try (PreparedStatement statement = connection.prepareStatement(dialect.sql(waiting))) {
            dialect.bind(statement, 1, byId.keySet());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID id = dialect.uuid(rows, 1);
                    Withdrawal w = byId.get(id);
                    boolean isHeld = w != null && rows.getString(2) != null && rows.getLong(3) > w.now();
                    (isHeld ? held : free).add(id);
                }
            }
        }
        askHeld(connection, held);
        close(
                connection,
                free,
                withdrawn.stream().filter(w -> free.contains(w.delivery())).toList());
    }

    private void askHeld(Connection connection, List<UUID> held) throws SQLException {
        if (!held.isEmpty()) {
            String ask = "UPDATE " + dialect.byKey("notify_delivery") + " SET cancel_asked = TRUE WHERE "
                    + dialect.isOneOf("id", held.size());
            dialect.run(connection, dialect.sql(ask), held);
        }
    }

    private void close(Connection connection, List<UUID> free, List<Withdrawal> ended) throws SQLException {
        if (free.isEmpty()) {
            return;
        }
        String fence = "UPDATE " + dialect.byKey("notify_delivery") + " SET last_fence ="
                + " (SELECT q.fence FROM notify_queue q WHERE q.ref_id = notify_delivery.id) WHERE "
                + dialect.isOneOf("id", free.size());
        dialect.run(connection, dialect.sql(fence), free);
        String leave = dialect.removal("notify_queue") + " WHERE " + dialect.isOneOf("ref_id", free.size());
        dialect.run(connection, dialect.sql(leave), free);
        dialect.update(
                connection,
                CANCELLED,
                ended.stream()
                        .sorted(Comparator.comparing(Withdrawal::delivery, Ids.ORDER))
                        .toList());
        dialect.insertAll(
                connection,
                List.of(
                        Insertion.of(
                                Tables.TRAIL,
                                ended.stream().map(Withdrawal::trail).toList()),
                        Counters.adding(
                                Counters.OF_SETTLER,
                                ended.stream().map(Withdrawal::counter).toList())));
    }
}
