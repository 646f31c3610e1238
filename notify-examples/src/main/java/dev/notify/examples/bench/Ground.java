package dev.notify.examples.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.notify.databases.Databases;
import dev.notify.databases.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A kind of database to run on. */
interface Ground extends AutoCloseable {

    /** Its name in the table. */
    String name();

    /** An empty database; the caller closes it. */
    HikariDataSource fresh(int round) throws IOException;

    /** Makes what was just committed safe from a power cut, where a commit alone does not. */
    void sync(Connection connection) throws SQLException;

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
            public HikariDataSource fresh(int round) throws IOException {
                remove(folder);
                Path file = Files.createDirectories(folder).resolve("round" + round);
                return pool("jdbc:h2:file:" + file.toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE", "sa");
            }

            @Override
            public void sync(Connection connection) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CHECKPOINT SYNC");
                }
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
     * @throws IllegalStateException with the reason, if there is neither
     */
    static Ground postgres() {
        PostgresServer server = Databases.postgres().orThrow(IllegalStateException::new);
        return new Ground() {
            @Override
            public String name() {
                return "PostgreSQL";
            }

            @Override
            public HikariDataSource fresh(int round) {
                return pool(server.createDatabase("notify_bench_" + round), "postgres");
            }

            @Override
            public void sync(Connection connection) {
                // A commit has already.
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    private static HikariDataSource pool(String url, String user) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword("");
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
