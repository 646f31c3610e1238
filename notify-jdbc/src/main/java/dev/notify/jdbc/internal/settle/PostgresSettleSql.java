package dev.notify.jdbc.internal.settle;

import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Column;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.jdbc.internal.dialect.PostgresDialect;
import dev.notify.jdbc.internal.rows.Counters;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Settlement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * PostgreSQL: queue rows, deliveries, attempts, trail and counters of the whole group in one statement.
 *
 * <p>The rows are locked first, in ascending order; whatever waits there (a renewal, a cancellation) waits in that order too.
 */
final class PostgresSettleSql implements SettleSql {

    private final Dialect dialect;
    final String settle;

    PostgresSettleSql(Dialect dialect) {
        this.dialect = dialect;
        String trail = Tables.TRAIL.columns().stream().map(Column::name).collect(Collectors.joining(", "));
        this.settle = dialect.sql("""
                WITH h AS MATERIALIZED (
                   SELECT g.* FROM notify_queue q JOIN %s ON q.ref_id = g.ref AND q.fence = g.fence
                    WHERE q.owner IS NOT NULL ORDER BY q.ref_id FOR UPDATE OF q),
                 d AS (DELETE FROM notify_queue q USING h WHERE q.ref_id = h.ref AND h.remove),
                 m AS (UPDATE notify_queue q SET owner = NULL, crashes = 0, available_at = h.available_at,
                              attempt = q.attempt - h.refund FROM h WHERE q.ref_id = h.ref AND NOT h.remove),
                 a AS (INSERT INTO notify_attempt
                              (delivery_id, fence, attempt_no, node, started_at, ended_at, outcome, reason)
                       SELECT ref, attempt_fence, attempt_no, node, started_at, ended_at, outcome, reason
                         FROM h WHERE attempt_no IS NOT NULL ON CONFLICT DO NOTHING),
                 u AS (UPDATE notify_delivery n SET state = h.state, due_at = h.due_at, done_at = h.done_at,
                              attempts = h.attempts, last_fence = h.fence, provider_id = h.provider_id,
                              why = COALESCE(h.why, n.why) FROM h WHERE n.id = h.ref AND h.state IS NOT NULL),
                 t AS (INSERT INTO notify_trail (%s) SELECT %s FROM %s WHERE place IN (SELECT place FROM h)),
                 c AS (INSERT INTO notify_counter AS c (tenant, at_hour, node, type, channel, state, part, total)
                       SELECT k.tenant, k.at_hour, k.node, k.type, k.channel, k.state, %d, s.total
                         FROM %s
                         JOIN (SELECT p.number, sum(p.total)::int8 AS total FROM %s
                                WHERE p.place IN (SELECT place FROM h) GROUP BY p.number) s ON s.number = k.number
                        ORDER BY k.number
                       ON CONFLICT (tenant, at_hour, node, type, channel, state, part)
                       DO UPDATE SET total = c.total + EXCLUDED.total)
                SELECT ref FROM h
                """.formatted(
                        given(SettleColumns.ALL, " WITH ORDINALITY AS g(%s, place)"),
                        trail,
                        trail,
                        given(SettleColumns.LINE, " AS t(%s)"),
                        Counters.OF_SETTLER,
                        given(SettleColumns.COUNTER, " AS k(%s)"),
                        given(SettleColumns.SHARE, " AS p(%s)")));
    }

    private static String given(Bulk<?> bulk, String as) {
        String arrays = bulk.columns().stream()
                .map(c -> "?::" + c.type().postgresName() + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
        return arrays + as.formatted(bulk.columns().stream().map(Column::name).collect(Collectors.joining(", ")));
    }

    @Override
    public boolean writesRecords() {
        return true;
    }

    @Override
    public Set<UUID> settle(Connection connection, List<Settlement> ascending) throws SQLException {
        List<SettleColumns.Line> trail = new ArrayList<>();
        List<SettleColumns.Share> shares = new ArrayList<>();
        Map<Rows.Counter, Integer> numbers = new TreeMap<>(Counters.ORDER);
        ascending.forEach(s -> s.counters().forEach(counter -> numbers.put(counter, 0)));
        List<SettleColumns.Numbered> counters = new ArrayList<>();
        for (Map.Entry<Rows.Counter, Integer> each : numbers.entrySet()) {
            each.setValue(counters.size());
            counters.add(new SettleColumns.Numbered(counters.size(), each.getKey()));
        }
        int place = 0;
        for (Settlement settlement : ascending) {
            place++;
            for (Rows.Trail line : settlement.trail()) {
                trail.add(new SettleColumns.Line(place, line));
            }
            for (Rows.Counter counter : settlement.counters()) {
                shares.add(new SettleColumns.Share(place, numbers.getOrDefault(counter, 0), counter.count()));
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(settle)) {
            int at = PostgresDialect.bind(statement, 1, SettleColumns.ALL, ascending);
            at = PostgresDialect.bind(statement, at, SettleColumns.LINE, trail);
            at = PostgresDialect.bind(statement, at, SettleColumns.COUNTER, counters);
            PostgresDialect.bind(statement, at, SettleColumns.SHARE, shares);
            return Ids.of(dialect, statement);
        }
    }
}
