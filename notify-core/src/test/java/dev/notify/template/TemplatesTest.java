package dev.notify.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {

    @Test
    void reads_files_on_the_applications_class_path(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("words/type"));
        Files.writeString(folder.resolve("words/type/email.txt"), "Grüße ✓");
        Files.write(folder.resolve("words/type/latin.txt"), "Grüße".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("words/type/large.txt"), new byte[256 * 1024 + 1]);
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        try (URLClassLoader host = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            here.setContextClassLoader(host);
            for (String base : new String[] {"/words", "words/", "words"}) {
                Templates templates = Templates.fromClasspath(base);
                assertThat(templates.read("type/email.txt")).contains("Grüße ✓");
                assertThat(templates.read("type/sms.txt")).isEmpty();
            }
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> Templates.fromClasspath("/words").read("type/latin.txt"))
                    .withMessage("type/latin.txt is not written in UTF-8");
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> Templates.fromClasspath("/words").read("type/large.txt"))
                    .withMessage("type/large.txt is larger than 256 KB");
        } finally {
            here.setContextClassLoader(before);
        }
    }

    @Test
    void the_first_source_that_has_a_text_of_the_name_says_it() {
        Templates both = Templates.of(Map.of("a", "1")).or(Templates.of(Map.of("a", "2", "b", "3")));
        assertThat(both.read("a")).contains("1");
        assertThat(both.read("b")).contains("3");
        assertThat(both.read("c")).isEqualTo(Optional.empty());
        assertThat(Templates.none().read("a")).isEmpty();
    }
}
