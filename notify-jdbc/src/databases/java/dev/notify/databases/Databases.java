package dev.notify.databases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds or starts database servers.
 *
 * <p>In this order: the server that the environment names ({@value #POSTGRES_URL}, a JDBC URL whose user may create
 * databases), a server of our own from the binaries the build fetched, or the reason why there is neither.
 */
public final class Databases {

    /** Environment variable with the JDBC URL of a PostgreSQL server to use instead of one of our own. */
    public static final String POSTGRES_URL = "NOTIFY_TEST_PG_URL";

    private Databases() {}

    /** A PostgreSQL server, which the caller closes. Each call starts a new one, unless the environment names one. */
    public static Found<PostgresServer> postgres() {
        String url = System.getenv(POSTGRES_URL);
        return url == null || url.isBlank() ? ownPostgres() : Found.server(ExternalPostgres.at(url));
    }

    /** A new PostgreSQL server of our own, for tests that kill it. The caller closes it. */
    public static Found<PostgresServer> ownPostgres() {
        Optional<Path> root = projectRoot();
        if (root.isEmpty()) {
            return Found.nothing(
                    "the project's folder was not found above " + Path.of("").toAbsolutePath());
        }
        Path folder = root.get().resolve("notify-jdbc").resolve("target").resolve("databases");
        try {
            Optional<ServerBinaries> binaries = ServerBinaries.in(folder);
            if (binaries.isEmpty()) {
                return Found.nothing("no server binaries in notify-jdbc/target/databases: run mvn verify, or set "
                        + POSTGRES_URL + "; there are binaries for Linux, macOS and Windows on common processors");
            }
            return Found.server(OwnPostgres.start(folder, binaries.get()));
        } catch (IOException | RuntimeException e) {
            return Found.nothing("the server did not start (" + e + "); set " + POSTGRES_URL + " to use another");
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
