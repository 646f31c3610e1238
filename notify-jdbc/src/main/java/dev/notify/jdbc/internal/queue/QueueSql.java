package dev.notify.jdbc.internal.queue;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.store.QueuePart.Held;
import dev.notify.store.QueuePart.Release;
import dev.notify.store.QueuePart.Request;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The statements of one database on the queue. Given references come in ascending order. */
interface QueueSql {

    Map<Integer, Long> heads(Connection connection, Map<Integer, Long> floors) throws SQLException;

    List<Taken> claim(Connection connection, Request request) throws SQLException;

    List<Taken> claimThese(Connection connection, Collection<UUID> refs, long now, String owner, long leaseUntil)
            throws SQLException;

    Set<UUID> renew(Connection connection, List<Held> held, String owner, long leaseUntil) throws SQLException;

    Set<UUID> release(Connection connection, List<Release> releases) throws SQLException;

    /** A row taken, of a kind that this release may not know. */
    record Taken(UUID ref, int kind, int lane, long fence, int attempt, int crashes, boolean tookOver, long dueAt) {}

    static QueueSql of(Dialect dialect) {
        return switch (dialect.product()) {
            case H2 -> new H2QueueSql(dialect);
            case POSTGRESQL -> new PostgresQueueSql(dialect);
            case MARIADB -> new MariaDbQueueSql(dialect);
        };
    }
}
