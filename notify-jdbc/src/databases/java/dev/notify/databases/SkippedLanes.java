package dev.notify.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The databases that tests had to do without. A skipped test is easily overlooked, so the reasons are kept under
 * {@code target} and the last step of the build prints them.
 */
public final class SkippedLanes {

    private SkippedLanes() {}

    /** Remembers why a database was not tested. */
    public static void skipped(String database, String reason) {
        try {
            Files.writeString(Files.createDirectories(folder()).resolve(database + ".txt"), reason);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not note that a lane was skipped: " + database, e);
        }
    }

    /** Forgets what an earlier build remembered about a database. */
    public static void tested(String database) {
        try {
            Files.deleteIfExists(folder().resolve(database + ".txt"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not note that a lane was tested: " + database, e);
        }
    }

    /** Prints the reasons, once, and forgets them. */
    public static void main(String[] args) throws IOException {
        if (!Files.isDirectory(folder())) {
            return;
        }
        try (DirectoryStream<Path> lanes = Files.newDirectoryStream(folder(), "*.txt")) {
            for (Path lane : lanes) {
                String database = String.valueOf(lane.getFileName()).replace(".txt", "");
                List<String> reason = Files.readAllLines(lane);
                System.out.println(database + " lane SKIPPED: " + String.join(" ", reason));
                Files.delete(lane);
            }
        }
    }

    private static Path folder() {
        return Databases.projectRoot()
                .orElseThrow(() -> new IllegalStateException("Not inside the project"))
                .resolve("target")
                .resolve("skipped-lanes");
    }
}
