package dev.notify.examples.shape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The whole tree, as the shape tests read it. */
final class Project {

    private static final Set<String> NOT_OURS = Set.of(".git", ".idea", ".settings", ".vscode", "target");
    private static final Path ROOT = findRoot();

    private Project() {}

    static Path root() {
        return ROOT;
    }

    /** Every file that belongs to the project: not what builds and editors leave behind. */
    static List<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean ours = !NOT_OURS.contains(folder.getFileName().toString());
                    return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = file.getFileName().toString();
                    // In a second working tree of the repository, .git is a file.
                    if (!NOT_OURS.contains(name) && !name.endsWith(".log") && !name.endsWith(".iml")) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The Java sources that are not tests, package-info and module-info among them. */
    static List<Path> mainSources() {
        return files().stream()
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> slashed(file).matches("notify-[a-z]+/src/(main|databases)/java/.*"))
                .toList();
    }

    /** The path from the root, with forward slashes. */
    static String slashed(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + slashed(file), e);
        }
    }

    private static Path findRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("notify-core"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "No folder with notify-core above " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }
}
