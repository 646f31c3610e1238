package dev.notify.databases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds or starts database servers.
 *
 * <p>In this order: the server that the environment names ({@value #POSTGRES_URL}, {@value #MARIADB_URL}: a JDBC URL whose user may
 * create databases), a server of our own from the binaries the build fetched, or the reason why there is neither.
 */
public final class Databases {

    /** Environment variable with the JDBC URL of a PostgreSQL server to use instead of one of our own. */
    public static final String POSTGRES_URL = "NOTIFY_TEST_PG_URL";

    /** Environment variable with the JDBC URL of a MariaDB server to use instead of one of our own. */
    public static final String MARIADB_URL = "NOTIFY_TEST_MARIADB_URL";

    /** Environment variable with the JDBC URL of a MySQL server; there are no binaries of one to fetch. */
    public static final String MYSQL_URL = "NOTIFY_TEST_MYSQL_URL";

    private Databases() {}

    /** A PostgreSQL server, which the caller closes. Each call starts a new one, unless the environment names one. */
    public static Found<PostgresServer> postgres() {
        return environment(POSTGRES_URL)
                .map(url -> Found.server(ExternalServer.postgres(url)))
                .orElseGet(Databases::ownPostgres);
    }

    /** A new PostgreSQL server of our own, for tests that kill it. The caller closes it. */
    public static Found<PostgresServer> ownPostgres() {
        return own(
                POSTGRES_URL,
                "Linux, macOS and Windows on common processors",
                folder -> ServerBinaries.in(folder),
                OwnPostgres::start);
    }

    /** A MariaDB server, which the caller closes. Each call starts a new one, unless the environment names one. */
    public static Found<MariaDbServer> mariaDb() {
        return environment(MARIADB_URL)
                .map(url -> Found.server(ExternalServer.mariaDb(url)))
                .orElseGet(Databases::ownMariaDb);
    }

    /** A new MariaDB server of our own, for tests that kill it. The caller closes it. */
    public static Found<MariaDbServer> ownMariaDb() {
        return own(
                MARIADB_URL,
                "Linux and Windows on amd64 and macOS on arm64",
                folder -> MariaDbBinaries.in(folder),
                OwnMariaDb::start);
    }

    /** The MySQL server that the environment names, if it names one. */
    public static Optional<MariaDbServer> mySql() {
        return environment(MYSQL_URL).map(ExternalServer::mariaDb);
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(url -> !url.isBlank());
    }

    private interface Search<B> {
        Optional<B> in(Path folder) throws IOException;
    }

    private interface Start<B, S> {
        S with(Path folder, B binaries) throws IOException;
    }

    private static <B, S> Found<S> own(String variable, String machines, Search<B> search, Start<B, S> start) {
        Optional<Path> root = projectRoot();
        if (root.isEmpty()) {
            return Found.nothing(
                    "the project's folder was not found above " + Path.of("").toAbsolutePath());
        }
        Path folder = root.get().resolve("notify-jdbc").resolve("target").resolve("databases");
        try {
            Optional<B> binaries = search.in(folder);
            if (binaries.isEmpty()) {
                return Found.nothing("no server binaries in notify-jdbc/target/databases: run mvn verify, or set "
                        + variable + "; there are binaries for " + machines);
            }
            return Found.server(start.with(folder, binaries.get()));
        } catch (IOException | RuntimeException e) {
            return Found.nothing("the server did not start (" + e + "); set " + variable + " to use another");
        }
    }

    /** The folder that holds the modules, from any folder within it. */
    static Optional<Path> projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null
                && !Files.isRegularFile(folder.resolve("notify-jdbc").resolve("pom.xml"))) {
            folder = folder.getParent();
        }
        return Optional.ofNullable(folder);
    }
}
