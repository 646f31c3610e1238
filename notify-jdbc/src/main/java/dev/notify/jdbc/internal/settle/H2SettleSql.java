package dev.notify.jdbc.internal.settle;

import static dev.notify.jdbc.internal.dialect.Column.integer;
import static dev.notify.jdbc.internal.dialect.Column.number;
import static dev.notify.jdbc.internal.dialect.Column.text;
import static dev.notify.jdbc.internal.dialect.Column.uuid;

import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.DeliveryChange;
import dev.notify.store.SettlePart.Settlement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** H2: fences are read under a lock, rows removed by one list of ids, the rest written in batches. */
final class H2SettleSql implements SettleSql {

    /** A settlement's move as it is written: the attempt is known from the row. */
    private record Moved(UUID ref, long availableAt, int attempt) {}

    private record Held(long fence, int attempt) {}

    private static final Bulk<Moved> BACK = new Bulk<>(
            "notify_queue",
            1,
            List.of(
                    uuid("ref_id", Moved::ref),
                    text("owner", m -> null),
                    integer("crashes", m -> 0),
                    number("available_at", Moved::availableAt),
                    integer("attempt", Moved::attempt)));

    private final Dialect dialect;
    private final String held;
    private final String remove;

    H2SettleSql(Dialect dialect) {
        this.dialect = dialect;
        this.held = dialect.sql("SELECT ref_id, fence, attempt FROM notify_queue"
                + " WHERE ref_id = ANY(?) AND owner IS NOT NULL FOR UPDATE");
        this.remove = dialect.sql("DELETE FROM notify_queue WHERE ref_id = ANY(?)");
    }

    @Override
    public Set<UUID> settle(Connection connection, List<Settlement> ascending) throws SQLException {
        Map<UUID, Held> held =
                held(connection, ascending.stream().map(Settlement::ref).toList());
        List<Settlement> ours = ascending.stream()
                .filter(s -> held.containsKey(s.ref())
                        && Objects.requireNonNull(held.get(s.ref())).fence() == s.fence())
                .toList();
        List<UUID> removed = ours.stream()
                .filter(s -> s.move().remove())
                .map(Settlement::ref)
                .toList();
        if (!removed.isEmpty()) {
            dialect.run(connection, remove, removed);
        }
        dialect.update(
                connection,
                BACK,
                ours.stream()
                        .filter(s -> !s.move().remove())
                        .map(s -> new Moved(
                                s.ref(),
                                s.move().availableAt(),
                                Objects.requireNonNull(held.get(s.ref())).attempt()
                                        - (s.move().refund() ? 1 : 0)))
                        .toList());
        updateDeliveries(connection, ours);
        List<Rows.Attempt> tries =
                ours.stream().flatMap(s -> Stream.ofNullable(s.attempt())).toList();
        dialect.insertMissing(connection, Tables.ATTEMPT, tries);
        return ours.stream().map(Settlement::ref).collect(Collectors.toSet());
    }

    private Map<UUID, Held> held(Connection connection, List<UUID> refs) throws SQLException {
        Map<UUID, Held> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(held)) {
            dialect.bind(statement, 1, refs);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(dialect.uuid(rows, 1), new Held(rows.getLong(2), rows.getInt(3)));
                }
            }
        }
        return found;
    }

    private void updateDeliveries(Connection connection, List<Settlement> ours) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(dialect.sql(
                "UPDATE notify_delivery SET state = ?, due_at = ?, done_at = ?, attempts = ?, last_fence = ?,"
                        + " provider_id = ?, why = COALESCE(?, why) WHERE id = ?"))) {
            boolean any = false;
            for (Settlement s : ours) {
                DeliveryChange to = s.delivery();
                if (to != null) {
                    statement.setString(1, to.state().name());
                    statement.setLong(2, to.dueAt());
                    statement.setObject(3, to.doneAt());
                    statement.setInt(4, to.attempts());
                    statement.setLong(5, s.fence());
                    statement.setString(6, to.providerId());
                    statement.setString(7, to.why());
                    dialect.bind(statement, 8, s.ref());
                    statement.addBatch();
                    any = true;
                }
            }
            if (any) {
                statement.executeBatch();
            }
        }
    }
}
