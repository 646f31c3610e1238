package dev.notify.jdbc.internal.listen;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A connection that listens on a channel. */
final class PostgresEar {

    private final Connection connection;
    private final PGConnection postgres;
    private final boolean autoCommit;

    private PostgresEar(Connection connection, boolean autoCommit) throws SQLException {
        this.connection = connection;
        this.postgres = connection.unwrap(PGConnection.class);
        this.autoCommit = autoCommit;
    }

    static PostgresEar open(DataSource source, String channel) throws SQLException {
        Connection connection = source.getConnection();
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            PostgresEar ear = new PostgresEar(connection, autoCommit);
            ear.run("LISTEN " + channel);
            return ear;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether anything was said within this time. */
    boolean hears(int millis) throws SQLException {
        PGNotification[] said = postgres.getNotifications(millis);
        return said != null && said.length > 0;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Gives the connection back as it was. */
    void close() {
        try (Connection last = connection) {
            if (!last.isClosed()) {
                run("UNLISTEN *");
                last.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            System.getLogger(PostgresEar.class.getName())
                    .log(System.Logger.Level.DEBUG, "A listening connection could not be put back as it was", e);
        }
    }
}
