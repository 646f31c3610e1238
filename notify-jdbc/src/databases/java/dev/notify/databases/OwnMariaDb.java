package dev.notify.databases;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server of our own, on a free port of the loopback address, as durable as one in production.
 *
 * <p>What it leaves to its clients is set to what clients least expect: a time zone off the hour, Latin text, repeatable reads.
 */
final class OwnMariaDb implements MariaDbServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LAST_WORDS = 300;
    private static final List<String> TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    private final Path home;
    private final MariaDbBinaries.Installed installed;
    private final int port;
    private @Nullable Process running;

    private OwnMariaDb(Path home, MariaDbBinaries.Installed installed, int port) {
        this.home = home;
        this.installed = installed;
        this.port = port;
    }

    /**
     * Starts a new server; if it does not come up the first time, once more.
     *
     * @param folder where the binaries are unpacked and the data of all servers lies
     * @throws IOException if it does not start
     */
    static OwnMariaDb start(Path folder, MariaDbBinaries binaries) throws IOException {
        MariaDbBinaries.Installed installed = binaries.install(folder.resolve("installed"));
        try {
            return startOnce(folder, installed);
        } catch (IOException first) {
            try {
                return startOnce(folder, installed);
            } catch (IOException second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    private static OwnMariaDb startOnce(Path folder, MariaDbBinaries.Installed installed) throws IOException {
        Path home = Leftovers.newHome(folder);
        OwnMariaDb server = new OwnMariaDb(home, installed, Leftovers.freePort());
        try {
            server.makeData();
            server.run();
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close-mariadb-" + server.port));
        return server;
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root";
    }

    @Override
    public boolean isOurs() {
        return true;
    }

    @Override
    public synchronized void kill() {
        if (running != null) {
            Leftovers.kill(running.toHandle());
            running = null;
        }
    }

    @Override
    public synchronized void restart() {
        stop();
        try {
            run();
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB did not start again on port " + port, e);
        }
    }

    /** Its data go with it, so it need not put them in order. */
    @Override
    public synchronized void close() {
        kill();
        Leftovers.remove(home);
    }

    Path home() {
        return home;
    }

    private void stop() {
        if (running != null) {
            running.destroy();
            try {
                if (running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    running = null;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            kill();
        }
    }

    /** Does what the installation script does, without a shell. */
    private void makeData() throws IOException {
        Files.createDirectory(home.resolve("data"));
        Process process = program(List.of("--bootstrap", "--log-warnings=0")).start();
        try (OutputStream sql = process.getOutputStream()) {
            sql.write("create database mysql;\nuse mysql;\nSET @auth_root_socket=NULL;\n"
                    .getBytes(StandardCharsets.UTF_8));
            for (String tables : TABLES) {
                Files.copy(installed.share().resolve(tables), sql);
            }
        } catch (IOException e) {
            throw new IOException("the data could not be made: " + lastWords(), e);
        }
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the data could not be made: " + lastWords());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private void run() throws IOException {
        Process process = program(List.of(
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=socket",
                        "--skip-name-resolve",
                        "--innodb-flush-log-at-trx-commit=1",
                        "--innodb-buffer-pool-size=256M",
                        "--max-connections=200",
                        "--default-time-zone=-09:30",
                        "--character-set-server=latin1",
                        "--collation-server=latin1_swedish_ci",
                        "--transaction-isolation=REPEATABLE-READ"))
                .start();
        process.getOutputStream().close();
        running = process;
        Leftovers.note(home, process.toHandle());
        await(process);
    }

    private ProcessBuilder program(List<String> more) {
        List<String> command = new ArrayList<>(List.of(
                installed.program().toString(),
                "--no-defaults",
                "--basedir=" + installed.folder(),
                "--datadir=" + home.resolve("data"),
                "--lc-messages-dir=" + installed.share(),
                "--pid-file=pid"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        command.addAll(more);
        return new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
    }

    private void await(Process process) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                DriverManager.getConnection(url()).close();
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("no connection: " + lastWords(), e);
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private String lastWords() throws IOException {
        String log = Files.readString(home.resolve("log"), StandardCharsets.ISO_8859_1);
        return log.substring(Math.max(0, log.length() - LAST_WORDS)).replace('\n', ' ');
    }
}
