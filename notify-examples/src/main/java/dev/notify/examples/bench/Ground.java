package dev.notify.examples.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.notify.databases.DatabaseServer;
import dev.notify.databases.Databases;
import dev.notify.examples.bench.raw.Flavor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A database server, or what stands in its place. */
interface Ground extends AutoCloseable {

    /** Its name in the tables. */
    String name();

    Flavor flavor();

    /** Makes an empty database, in place of one of that name. */
    void create(String database) throws IOException;

    /** Connections to a database; the caller closes them. */
    HikariDataSource open(String database);

    /** Where another process finds the database; empty where one process has it for itself. */
    Optional<String> url(String database);

    @Override
    void close() throws IOException;

    /** H2 in a file. A commit reaches the file later; a checkpoint, which is what Notify does too, makes it durable. */
    static Ground h2(Path folder) {
        return new Ground() {
            @Override
            public String name() {
                return "H2 file";
            }

            @Override
            public Flavor flavor() {
                return Flavor.H2;
            }

            @Override
            public void create(String database) throws IOException {
                remove(folder.resolve(database));
            }

            @Override
            public HikariDataSource open(String database) {
                Path file = folder.resolve(database).resolve("notify").toAbsolutePath();
                return pool("jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE", "sa");
            }

            @Override
            public Optional<String> url(String database) {
                return Optional.empty();
            }

            @Override
            public void close() throws IOException {
                remove(folder);
            }
        };
    }

    /**
     * PostgreSQL: the server the environment names, or one of our own.
     *
     * @throws Missing with the reason, if there is neither
     */
    static Ground postgres() throws Missing {
        return server("PostgreSQL", Flavor.POSTGRES, Databases.postgres().orThrow(Missing::new));
    }

    /**
     * MariaDB: the server the environment names, or one of our own.
     *
     * @throws Missing with the reason, if there is neither
     */
    static Ground mariaDb() throws Missing {
        return server("MariaDB", Flavor.MARIADB, Databases.mariaDb().orThrow(Missing::new));
    }

    private static Ground server(String name, Flavor flavor, DatabaseServer server) {
        Map<String, String> urls = new HashMap<>();
        return new Ground() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Flavor flavor() {
                return flavor;
            }

            @Override
            public void create(String database) {
                urls.put(database, server.createDatabase("notify_bench_" + database));
            }

            @Override
            public HikariDataSource open(String database) {
                return pool(url(database).orElseThrow(), "");
            }

            @Override
            public Optional<String> url(String database) {
                return Optional.ofNullable(urls.get(database));
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    /** There is no such server, and why. */
    final class Missing extends Exception {
        private static final long serialVersionUID = 1;

        Missing(String reason) {
            super(reason);
        }
    }

    /** Connections for as many callers as are measured at once; those that are not needed go soon. */
    static HikariDataSource pool(String url, String user) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        if (!user.isEmpty()) {
            config.setUsername(user);
            config.setPassword("");
        }
        config.setMaximumPoolSize(72);
        config.setMinimumIdle(0);
        config.setIdleTimeout(10_000);
        return new HikariDataSource(config);
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> all;
            try (Stream<Path> paths = Files.walk(folder)) {
                all = paths.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }
}
