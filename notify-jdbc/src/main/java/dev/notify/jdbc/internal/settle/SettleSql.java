package dev.notify.jdbc.internal.settle;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.store.SettlePart.Settlement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The statements of one database for what every settlement has: queue row, delivery, attempt. */
interface SettleSql {

    /**
     * Moves or removes the queue rows that are still held under their fence, and writes delivery and attempt of those alone.
     * Settlements come in ascending order of reference, each reference once.
     *
     * @return the references whose settlement took effect
     */
    Set<UUID> settle(Connection connection, List<Settlement> ascending) throws SQLException;

    /** Whether {@link #settle} writes trail and counters too; where not, statements follow for those whose settlement took effect. */
    default boolean writesRecords() {
        return false;
    }

    static SettleSql of(Dialect dialect) {
        return switch (dialect.product()) {
            case H2 -> new H2SettleSql(dialect);
            case POSTGRESQL -> new PostgresSettleSql(dialect);
            case MARIADB -> new MariaDbSettleSql(dialect);
        };
    }
}
