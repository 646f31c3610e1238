package dev.notify.examples.shape;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SizesTest {

    private static final int LINES_OF_A_FILE = 300;
    private static final int LINES_OF_A_METHOD = 60;
    private static final int FILES_OF_A_PACKAGE_AT_LEAST = 3;
    private static final int FILES_OF_A_PACKAGE_AT_MOST = 16;

    /** A rule over no files holds. Raise this as the tree grows. */
    private static final int AT_LEAST_FILES = 200;

    /** Packages whose number of files is not checked, and why. Take one off as soon as its reason is gone. */
    private static final Map<String, String> ANY_NUMBER = Map.of(
            "dev.notify.examples", "programs to read one by one, as many as there are features",
            "dev.notify.examples.bench", "programs to measure with, one for each promise, and what they share",
            "dev.notify.jdbc.internal.change", "one part of the store, as small as that part is",
            "dev.notify.jdbc.internal.listen", "one part of the store, as small as that part is");

    @Test
    void no_file_is_too_long_to_read_at_once() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            int lines = new SourceFile(Project.read(file)).linesOfCode();
            if (lines > LINES_OF_A_FILE) {
                tooLong.add(Project.slashed(file) + ": " + lines + " lines of code");
            }
        }
        assertThat(tooLong).as("files over %d lines of code", LINES_OF_A_FILE).isEmpty();
    }

    @Test
    void no_method_is_too_long_to_see_at_once() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            new SourceFile(Project.read(file)).methods().forEach((method, lines) -> {
                if (lines > LINES_OF_A_METHOD) {
                    tooLong.add(Project.slashed(file) + ", " + method + ": " + lines + " lines of code");
                }
            });
        }
        assertThat(tooLong)
                .as("methods over %d lines of code", LINES_OF_A_METHOD)
                .isEmpty();
    }

    @Test
    void a_package_is_neither_a_cupboard_nor_a_warehouse() {
        Map<String, Long> packages = sources().stream()
                .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                .collect(groupingBy(SizesTest::packageOf, TreeMap::new, counting()));
        packages.keySet().removeAll(ANY_NUMBER.keySet());
        packages.values()
                .removeIf(files -> files >= FILES_OF_A_PACKAGE_AT_LEAST && files <= FILES_OF_A_PACKAGE_AT_MOST);
        assertThat(packages)
                .as("packages without %d to %d files", FILES_OF_A_PACKAGE_AT_LEAST, FILES_OF_A_PACKAGE_AT_MOST)
                .isEmpty();
    }

    private static List<Path> sources() {
        List<Path> sources = Project.mainSources();
        assertThat(sources).hasSizeGreaterThanOrEqualTo(AT_LEAST_FILES);
        return sources;
    }

    private static String packageOf(Path file) {
        String folder = Project.slashed(file.getParent());
        return folder.substring(folder.indexOf("/java/") + "/java/".length()).replace('/', '.');
    }
}
