package dev.notify.databases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server of our own, on a free port of the loopback address, set as durable as one in production: a crash test
 * against a server that does not sync would prove nothing.
 */
final class OwnPostgres implements PostgresServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Path home;
    private final ServerBinaries binaries;
    private final int port;
    private @Nullable EmbeddedPostgres running;

    private OwnPostgres(Path folder, Path home, ServerBinaries binaries, int port) {
        this.folder = folder;
        this.home = home;
        this.binaries = binaries;
        this.port = port;
    }

    /**
     * Starts a new server.
     *
     * @param folder where the binaries are unpacked and the data of all servers lies
     * @throws IOException if it does not start
     */
    static OwnPostgres start(Path folder, ServerBinaries binaries) throws IOException {
        Path home = Leftovers.newHome(folder);
        OwnPostgres server = new OwnPostgres(folder, home, binaries, Leftovers.freePort());
        try {
            server.run();
        } catch (IOException | RuntimeException e) {
            Leftovers.remove(home);
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close-postgres-" + server.port));
        return server;
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    @Override
    public boolean isOurs() {
        return true;
    }

    @Override
    public synchronized void kill() {
        if (running != null) {
            Leftovers.kill(postmaster());
            letGo();
        }
    }

    @Override
    public synchronized void restart() {
        letGo();
        try {
            run();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start again on port " + port, e);
        }
    }

    @Override
    public synchronized void close() {
        letGo();
        Leftovers.remove(home);
    }

    Path home() {
        return home;
    }

    private void run() throws IOException {
        // Read by the library's own clean-up of the system's temporary folder, which we keep out of.
        System.setProperty("ot.epg.working-dir", folder.resolve("servers").toString());
        running = EmbeddedPostgres.builder()
                .setPgBinaryResolver(binaries)
                .setOverrideWorkingDirectory(folder.resolve("installed").toFile())
                .setDataDirectory(data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                .setPort(port)
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        Leftovers.note(home, postmaster());
    }

    /** Stops what still runs and gives up the lock on the data. */
    private void letGo() {
        if (running != null) {
            try {
                running.close();
            } catch (IOException | RuntimeException e) {
                throw new IllegalStateException("Could not stop PostgreSQL on port " + port, e);
            } finally {
                running = null;
            }
        }
    }

    private ProcessHandle postmaster() {
        try {
            List<String> lines = Files.readAllLines(data().resolve("postmaster.pid"));
            long pid = Long.parseLong(lines.get(0).strip());
            return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("No such process: " + pid));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL on port " + port + " left no process id", e);
        }
    }

    private Path data() {
        return home.resolve("data");
    }
}
