package dev.notify.examples.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The project builds on any machine, behind any mirror: no file names a place that only some of them have. */
class PortabilityTest {

    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.:~})/-])/(?:work|root|home|Users)/|/usr/lib/jvm[/]|[A-Z]:\\\\Users\\\\");

    private static final Pattern REGISTRY =
            Pattern.compile("repo1?\\.maven\\.|repo\\.maven\\.apache|sonatype\\.(?:org|com)"
                    + "|jitpack\\.io|jfrog\\.io|maven\\.google\\.|plugins\\.gradle\\.|registry\\.npmjs|pypi\\.org"
                    + "|(?<![\\w-])(?:docker|ghcr|quay)\\.io");

    @Test
    void no_file_names_a_path_of_one_machine() throws IOException {
        assertThat(found(MACHINE_PATH)).isEmpty();
    }

    @Test
    void no_file_names_a_registry() throws IOException {
        assertThat(found(REGISTRY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"in /wor" + "k/wt", "\"/hom" + "e/me/x", "=/usr/lib/jv" + "m/x", "C:\\User" + "s\\me"})
    void knows_a_machine_path_when_it_sees_one(String text) {
        assertThat(MACHINE_PATH.matcher(text).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/hom" + "e/x",
                "${user.home}/wor" + "k/x",
                "a/wor" + "k/b",
                "./hom" + "e/",
                "/homes/x"
            })
    void spares_what_only_looks_like_one(String text) {
        assertThat(MACHINE_PATH.matcher(text).find()).isFalse();
    }

    private static List<String> found(Pattern forbidden) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : Project.files()) {
            Matcher matcher = forbidden.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (matcher.find()) {
                found.add(Project.slashed(file) + ": " + matcher.group());
            }
        }
        return found;
    }
}
