package dev.notify.databases;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** A PostgreSQL server: one that belongs to us and may be killed, or one that was there before. */
public interface PostgresServer extends AutoCloseable {

    /** The JDBC URL of the database that every server has, for questions about the server itself. */
    default String url() {
        return jdbcUrl("postgres");
    }

    /** The JDBC URL of a database of this server, user and password included. */
    String jdbcUrl(String database);

    /** Whether {@link #kill()} and {@link #restart()} are allowed. */
    boolean isOurs();

    /**
     * Ends the server as a crash would: no process of it is asked, none has time to write anything.
     *
     * @throws UnsupportedOperationException if the server is not ours
     */
    void kill();

    /**
     * Starts the server again with the same data on the same port, whether it was killed or still runs.
     *
     * @throws UnsupportedOperationException if the server is not ours
     */
    void restart();

    /** Stops a server of ours and removes its data. Does nothing to a server that is not ours. */
    @Override
    void close();

    /**
     * Makes an empty database, in place of one of the same name if there is one, and gives its JDBC URL.
     *
     * @throws IllegalArgumentException if the name is not a plain lower-case identifier
     */
    default String createDatabase(String name) {
        if (!Pattern.matches("[a-z][a-z0-9_]{0,62}", name)) {
            throw new IllegalArgumentException("name is no plain identifier: give lower-case letters, digits and _");
        }
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not create a database: " + name, e);
        }
        return jdbcUrl(name);
    }
}
