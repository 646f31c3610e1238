package dev.notify.jdbc.internal.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What MariaDB can and MySQL cannot.
 *
 * @param bounds whether a lock time-out of zero is allowed, and statements and idle transactions can be bounded
 */
public record MariaDbTraits(boolean bounds) {

    /** MariaDB from 10.6. */
    public static final MariaDbTraits MARIADB = new MariaDbTraits(true);
    /** MySQL from 8.0. */
    public static final MariaDbTraits MYSQL = new MariaDbTraits(false);

    /** Of the server behind this connection, whichever driver it is. */
    public static MariaDbTraits of(Connection connection) throws SQLException {
        return isMariaDb(Setting.read(connection, "SELECT VERSION()")) ? MARIADB : MYSQL;
    }

    /** Whether a server of this version is MariaDB. */
    public static boolean isMariaDb(String version) {
        return version.contains("MariaDB");
    }
}
