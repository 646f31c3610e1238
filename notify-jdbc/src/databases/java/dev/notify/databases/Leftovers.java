package dev.notify.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Where servers live; ends those whose owner is gone. A process that is killed cannot stop its server, so each server's home has a note
 * of both processes, and the next start reads the notes.
 */
final class Leftovers {

    private static final String NOTE = "processes";
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);
    private static final long PATIENCE_SECONDS = 30;

    private Leftovers() {}

    /** A folder for a server to come, when those that nobody owns any more are gone. */
    static Path newHome(Path folder) throws IOException {
        Path servers = Files.createDirectories(folder.resolve("servers"));
        end(servers);
        return Files.createDirectory(servers.resolve(UUID.randomUUID().toString()));
    }

    /** A port of the loopback address that nobody uses. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Notes that this process owns the server in that home. */
    static void note(Path home, ProcessHandle server) throws IOException {
        Files.write(home.resolve(NOTE), List.of(describe(ProcessHandle.current()), describe(server)));
    }

    /** Ends every noted server that nobody owns any more, and removes its data. */
    static void end(Path servers) throws IOException {
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(servers, Files::isDirectory)) {
            for (Path home : homes) {
                Path note = home.resolve(NOTE);
                if (Files.exists(note)) {
                    endIfAbandoned(home, Files.readAllLines(note));
                }
            }
        }
    }

    /** Kills a server and waits until none of its processes is left: the last of them still hold its memory. */
    static void kill(ProcessHandle server) {
        List<ProcessHandle> family = new ArrayList<>(server.descendants().toList());
        server.destroyForcibly();
        family.add(server);
        for (ProcessHandle member : family) {
            member.destroyForcibly();
            await(member);
        }
    }

    /** Removes a server's home. What cannot be removed stays until the build is cleaned. */
    static void remove(Path home) {
        if (!Files.exists(home)) {
            return;
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Could not remove " + home + ": " + e);
        }
    }

    private static void endIfAbandoned(Path home, List<String> note) {
        if (note.size() == 2 && find(note.get(0)).isEmpty()) {
            find(note.get(1)).ifPresent(Leftovers::kill);
            remove(home);
        }
    }

    private static String describe(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH);
    }

    /** The process that was described, if it still runs; another with the same number is not it. */
    private static Optional<ProcessHandle> find(String description) {
        int space = description.indexOf(' ');
        long pid = Long.parseLong(description.substring(0, space));
        Instant started = Instant.parse(description.substring(space + 1));
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        Duration.between(started, process.info().startInstant().orElse(Instant.EPOCH))
                                        .abs()
                                        .compareTo(CLOCK_TOLERANCE)
                                <= 0);
    }

    private static void await(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while process " + process.pid() + " ended", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Process " + process.pid() + " does not end", e);
        }
    }
}
