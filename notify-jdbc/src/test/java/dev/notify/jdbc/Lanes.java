package dev.notify.jdbc;

import dev.notify.databases.Databases;
import dev.notify.databases.Found;
import dev.notify.databases.MariaDbServer;
import dev.notify.databases.PostgresServer;
import dev.notify.databases.SkippedLanes;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The real databases of the integration tests. A test that asks for one that cannot be had is skipped with the reason,
 * or fails with it where the environment says {@code NOTIFY_IT_REQUIRED=true}.
 */
public final class Lanes {

    private static @Nullable PostgresServer postgres;
    private static @Nullable MariaDbServer mariaDb;

    private Lanes() {}

    /** The server that all tests of this process share. Ask it for a database of your own; nobody closes it. */
    public static synchronized PostgresServer postgres() {
        if (postgres == null) {
            postgres = given("PostgreSQL", Databases.postgres());
        }
        return postgres;
    }

    /** A server that this test alone uses, kills and closes. */
    public static PostgresServer ownPostgres() {
        return given("PostgreSQL", Databases.ownPostgres());
    }

    /** The MariaDB server that all tests of this process share. Ask it for a database of your own; nobody closes it. */
    public static synchronized MariaDbServer mariaDb() {
        if (mariaDb == null) {
            mariaDb = given("MariaDB", Databases.mariaDb());
        }
        return mariaDb;
    }

    /** A server that this test alone uses, kills and closes. */
    public static MariaDbServer ownMariaDb() {
        return given("MariaDB", Databases.ownMariaDb());
    }

    /**
     * The URL of an empty database for the driver of MySQL: on the server that the environment names, else on MariaDB.
     */
    public static String mySqlDriver(String database) {
        return Databases.mySql()
                .map(server -> server.createDatabase(database))
                .orElseGet(() -> mariaDb().createDatabase(database).replaceFirst("^jdbc:mariadb:", "jdbc:mysql:"));
    }

    private static <S> S given(String database, Found<S> found) {
        S server = found.orThrow(reason -> refusal(database, reason));
        SkippedLanes.tested(database);
        return server;
    }

    private static RuntimeException refusal(String database, String reason) {
        String message = database + " lane SKIPPED: " + reason;
        if (Boolean.parseBoolean(System.getenv("NOTIFY_IT_REQUIRED"))) {
            throw new AssertionError(message + " (NOTIFY_IT_REQUIRED forbids that)");
        }
        SkippedLanes.skipped(database, reason);
        System.err.println(message);
        return new TestAbortedException(message);
    }
}
