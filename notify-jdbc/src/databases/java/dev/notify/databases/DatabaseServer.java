package dev.notify.databases;

/** A database server: one that belongs to us and may be killed, or one that was there before. */
public interface DatabaseServer extends AutoCloseable {

    /** The JDBC URL of the database that every server has, for questions about the server itself. */
    String url();

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
    String createDatabase(String name);
}
