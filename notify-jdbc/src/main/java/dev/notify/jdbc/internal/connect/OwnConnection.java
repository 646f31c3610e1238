package dev.notify.jdbc.internal.connect;

import dev.notify.jdbc.internal.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** A connection set to our needs, which remembers how it was. */
final class OwnConnection {

    /** Over the time-out of a statement, so that the database gets to say first what was wrong. */
    private static final int SILENCE_FACTOR = 2;

    private final Connection live;
    private final boolean autoCommit;
    private final int isolation;
    private final List<String> restoring;

    private OwnConnection(Connection live, boolean autoCommit, int isolation, List<String> restoring) {
        this.live = live;
        this.autoCommit = autoCommit;
        this.isolation = isolation;
        this.restoring = restoring;
    }

    static OwnConnection take(DataSource source, Dialect dialect, OwnLine.Bounds bounds) throws SQLException {
        Connection live = source.getConnection();
        try {
            OwnConnection own = new OwnConnection(
                    live, live.getAutoCommit(), live.getTransactionIsolation(), dialect.restoring(live));
            if (live.getAutoCommit()) {
                live.setAutoCommit(false);
            } else {
                live.rollback();
            }
            live.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            run(live, dialect.ownSettings(bounds.lockMillis(), bounds.statementMillis()));
            live.commit();
            breakSilence(live, bounds.statementMillis() * SILENCE_FACTOR);
            return own;
        } catch (SQLException | RuntimeException e) {
            live.close();
            throw e;
        }
    }

    /** A server that is gone without a word must not hold its caller. */
    private static void breakSilence(Connection live, int millis) throws SQLException {
        try {
            live.setNetworkTimeout(Runnable::run, millis);
        } catch (SQLFeatureNotSupportedException e) {
            // H2 is in the same process.
        }
    }

    private static void run(Connection live, List<String> statements) throws SQLException {
        try (Statement statement = live.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    Connection live() {
        return live;
    }

    /** Gives it back as it was; a broken one cannot be put right, and its pool will notice. */
    void giveBack() {
        try (Connection last = live) {
            if (!last.isClosed()) {
                last.rollback();
                run(last, restoring);
                last.commit();
                breakSilence(last, 0);
                last.setTransactionIsolation(isolation);
                last.setAutoCommit(autoCommit);
            }
        } catch (SQLException | RuntimeException e) {
            System.getLogger(OwnConnection.class.getName())
                    .log(System.Logger.Level.DEBUG, "A connection could not be put back as it was", e);
        }
    }
}
