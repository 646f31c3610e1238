package dev.notify.examples.bench;

import dev.notify.examples.bench.report.Costs;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/** What a PostgreSQL server says it has done: commits, rows of our tables, and bytes written to its log. */
record ServerCosts(long commits, long inserted, long updated, long deleted, long wal) {

    /** A session tells the server what it did as it ends, which is a moment after its connection is closed. */
    private static final long UNTIL_TOLD_NANOS = 500_000_000;

    private static final String ASK = """
            SELECT (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()),
                   sum(n_tup_ins), sum(n_tup_upd), sum(n_tup_del), pg_current_wal_lsn() - '0/0'
              FROM pg_stat_user_tables WHERE relname LIKE 'notify\\_%'
            """;

    /** As it is now; everybody's connections but this one must be closed. */
    static ServerCosts now(String url) throws SQLException {
        LockSupport.parkNanos(UNTIL_TOLD_NANOS);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ASK)) {
            row.next();
            return new ServerCosts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
        }
    }

    /** From then to now. */
    ServerCosts since(ServerCosts then) {
        return new ServerCosts(
                commits - then.commits,
                inserted - then.inserted,
                updated - then.updated,
                deleted - then.deleted,
                wal - then.wal);
    }

    /** For one of so many, when starting and stopping costs that much by itself. */
    Costs each(int count, ServerCosts byItself) {
        ServerCosts own = since(byItself);
        double all = count;
        return new Costs(own.commits / all, own.inserted / all, own.updated / all, own.deleted / all, own.wal / all);
    }
}
