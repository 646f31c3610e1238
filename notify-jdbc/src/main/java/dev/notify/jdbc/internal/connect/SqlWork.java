package dev.notify.jdbc.internal.connect;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done in a transaction. It neither commits nor closes the connection. */
public interface SqlWork<T> {

    /** Does it. */
    T on(Connection connection) throws SQLException;
}
