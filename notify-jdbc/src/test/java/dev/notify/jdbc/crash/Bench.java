package dev.notify.jdbc.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where crash tests work and what they are told: folders under {@code target}, seeds, numbers of rounds. */
final class Bench {

    private Bench() {}

    /** An empty folder for a test; it is kept if the test fails. */
    static Path folder(String name) {
        Path folder = Path.of("target", "crash", name);
        remove(folder);
        try {
            return Files.createDirectories(folder).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As many rounds as {@code -Dnotify.crash.<name>} says. */
    static int rounds(String name, int otherwise) {
        return Integer.getInteger("notify.crash." + name, otherwise);
    }

    /** What {@code -Dnotify.crash.seed} says, or any. */
    static long seed() {
        return Long.getLong("notify.crash.seed", System.nanoTime());
    }

    /** A line of a test's figures, kept beside the ledgers' folder and printed. */
    static void report(String name, String figures) {
        System.out.println("[crash] " + name + ": " + figures);
        try {
            Path reports = Files.createDirectories(Path.of("target", "crash", "reports"));
            Files.writeString(reports.resolve(name + ".txt"), figures + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
