package dev.notify.jdbc.internal.settle;

import dev.notify.jdbc.internal.dialect.Column;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.store.SettlePart.Settlement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL: queue rows, deliveries and attempts of the whole group in one statement.
 *
 * <p>The rows are locked first, in ascending order; whatever waits there (a renewal, a cancellation) waits in that order too.
 */
final class PostgresSettleSql implements SettleSql {

    private final Dialect dialect;
    private final String settle;

    PostgresSettleSql(Dialect dialect) {
        this.dialect = dialect;
        String arrays = SettleColumns.ALL.columns().stream()
                .map(c -> "?::" + c.type().postgresName() + "[]")
                .collect(Collectors.joining(", "));
        String names = SettleColumns.ALL.columns().stream().map(Column::name).collect(Collectors.joining(", "));
        this.settle = dialect.sql(
                "WITH i AS MATERIALIZED (SELECT * FROM unnest(" + arrays + ") AS given(" + names + "))," + """
                 l AS MATERIALIZED (
                   SELECT q.ref_id FROM notify_queue q JOIN i ON q.ref_id = i.ref AND q.fence = i.fence
                    WHERE q.owner IS NOT NULL ORDER BY q.ref_id FOR UPDATE OF q),
                 h AS MATERIALIZED (SELECT i.* FROM i JOIN l ON l.ref_id = i.ref),
                 d AS (DELETE FROM notify_queue q USING h WHERE q.ref_id = h.ref AND h.remove),
                 m AS (UPDATE notify_queue q SET owner = NULL, crashes = 0, available_at = h.available_at,
                              attempt = q.attempt - h.refund FROM h WHERE q.ref_id = h.ref AND NOT h.remove),
                 a AS (INSERT INTO notify_attempt
                              (delivery_id, fence, attempt_no, node, started_at, ended_at, outcome, reason)
                       SELECT ref, attempt_fence, attempt_no, node, started_at, ended_at, outcome, reason
                         FROM h WHERE attempt_no IS NOT NULL ON CONFLICT DO NOTHING),
                 u AS (UPDATE notify_delivery n SET state = h.state, due_at = h.due_at, done_at = h.done_at,
                              attempts = h.attempts, last_fence = h.fence, provider_id = h.provider_id,
                              why = COALESCE(h.why, n.why) FROM h WHERE n.id = h.ref AND h.state IS NOT NULL)
                SELECT ref_id FROM l
                """);
    }

    @Override
    public Set<UUID> settle(Connection connection, List<Settlement> ascending) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(settle)) {
            int at = 1;
            for (Column<Settlement> column : SettleColumns.ALL.columns()) {
                @Nullable Object[] values = column.type().array(ascending.size());
                for (int i = 0; i < values.length; i++) {
                    values[i] = column.getter().of(ascending.get(i));
                }
                statement.setArray(at++, connection.createArrayOf(column.type().postgresName(), values));
            }
            return Ids.of(dialect, statement);
        }
    }
}
