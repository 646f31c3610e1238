package dev.notify.jdbc.internal.listen;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A connection that listens on a channel.
 *
 * <p>The one call that JDBC has no word for is found by its name: the driver is the host's, and we are compiled without it.
 */
final class PostgresEar {

    private final Connection connection;
    private final boolean autoCommit;
    private final Object postgres;
    private final Method getNotifications;

    private PostgresEar(Connection connection, boolean autoCommit) throws SQLException {
        this.connection = connection;
        this.autoCommit = autoCommit;
        try {
            ClassLoader driver = connection.unwrap(Connection.class).getClass().getClassLoader();
            Class<?> type = Class.forName("org.postgresql.PGConnection", true, driver);
            this.postgres = connection.unwrap(type);
            this.getNotifications = type.getMethod("getNotifications", int.class);
        } catch (ReflectiveOperationException e) {
            throw new SQLException("this driver cannot listen", e);
        }
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
        try {
            Object said = getNotifications.invoke(postgres, millis);
            return said != null && Array.getLength(said) > 0;
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException sql ? sql : new SQLException("listening failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new SQLException("this driver cannot listen", e);
        }
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
