package dev.notify.jdbc.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A node in a process of its own, known by its process id and ended with the test whatever happens: by {@link #close()}, by the
 * shutdown hook, or by itself when its standard input ends.
 */
final class ChildNode implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<ChildNode> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ChildNode::close), "end-child-nodes"));
    }

    private final Process process;
    private final Path ledger;
    private final Path log;
    private final LedgerTail tail;

    private ChildNode(Process process, Path ledger, Path log) {
        this.process = process;
        this.ledger = ledger;
        this.log = log;
        this.tail = new LedgerTail(ledger);
    }

    static ChildNode start(Node.Options options) {
        Path log = Path.of(options.ledger().toString().replace(".ledger", ".log"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Node.class.getName()));
        command.addAll(1, options.machine().flags());
        command.addAll(options.words());
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            ChildNode child = new ChildNode(process, options.ledger(), log);
            RUNNING.add(child);
            Files.writeString(
                    log.resolveSibling("pids"),
                    process.pid() + " " + options.host().name() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path ledger() {
        return ledger;
    }

    int count(Ledger.Event event) {
        return tail.count(event);
    }

    /** Waits until the ledger has so many lines of that kind. */
    ChildNode await(Ledger.Event event, int count) {
        await(() -> count(event) >= count, count + " lines " + event);
        return this;
    }

    /** Waits until the ledger has so many more lines of that kind. */
    ChildNode awaitMore(Ledger.Event event, int more) {
        return await(event, count(event) + more);
    }

    private void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("Process " + process.pid() + (process.isAlive() ? " waits" : " ended")
                        + " without " + what + ", see " + log);
            }
            sleep(1);
        }
    }

    /** Ends it as kill -9 does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
        RUNNING.remove(this);
    }

    /** Stops it as kill -STOP does: it does nothing, and does not know. */
    void stop() {
        signal("STOP", process.pid());
    }

    /** Lets it go on. */
    void goOn() {
        signal("CONT", process.pid());
    }

    /** Sends a signal to a process of the test's own; one that has ended meanwhile does not mind. */
    static void signal(String name, long pid) {
        try {
            int code = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0 && ProcessHandle.of(pid).isPresent()) {
                throw new IllegalStateException("kill -" + name + " failed: " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to close its service, and waits. */
    int askToClose() {
        say("close");
        return awaitEnd();
    }

    /** Asks it to send no more, and waits until it has ended what it was at. */
    void askToSendNoMore() {
        int before = count(Ledger.Event.SLOWEST);
        say("enough");
        await(Ledger.Event.SLOWEST, before + 1);
    }

    /** Takes all its memory, and keeps it for so long if it lives on; whoever asks may wait for the line SLOWEST. */
    void takeItsMemory(long millis) {
        say("leak " + millis);
    }

    /** What it printed. */
    String printed() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells it that its disk has room for so many bytes more. */
    void makeRoom(long bytes) {
        say("room " + bytes);
    }

    private void say(String words) {
        try {
            process.getOutputStream().write((words + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended by itself. */
    int awaitEnd() {
        try {
            if (!process.waitFor(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " does not end, see " + log);
            }
            RUNNING.remove(this);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        RUNNING.remove(this);
    }
}
