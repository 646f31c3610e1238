package dev.notify.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program runs to its end; what it measures here means nothing. */
class BenchmarkTest {

    @TempDir
    Path folder;

    @Test
    void measures_every_figure_on_h2_and_leaves_its_pages() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        String page = Benchmark.run(
                new Options(List.of("h2"), 1, 150, true, 1_500, folder),
                new PrintStream(said, true, StandardCharsets.UTF_8));

        assertThat(page)
                .contains("0 lost, 0 delivered twice.", "### H2 file", "| accept, 64 callers : raw commits, 1 thread |")
                .containsPattern(
                        "\\| find the 20 newest deliveries of a recipient \\| [0-9./ ]+ \\| [0-9./ ]+ \\| [0-9./ ]+ \\|")
                .contains("Two nodes in two processes: not on H2 file");
        assertThat(folder.resolve("benchmark.md")).hasContent(page);
        assertThat(folder.resolve("goals.svg")).isNotEmptyFile();
        assertThat(folder.resolve("h2")).doesNotExist();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("H2 file: 150 future is ready");
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(4);
        }
    }

    @Test
    void reads_what_the_command_says() {
        Properties properties = new Properties();
        properties.setProperty("notify.bench.on", "postgres, h2");
        properties.setProperty("notify.bench.quick", "true");

        Options options = Options.of(properties);

        assertThat(options.on()).containsExactly("postgres", "h2");
        assertThat(options.rows()).isEqualTo(20_000);
        assertThat(options.seconds()).isLessThan(120);
        assertThat(Options.of(new Properties()).rows()).isEqualTo(1_000_000);
        assertThat(Options.of(new Properties()).seconds()).isLessThanOrEqualTo(900);
    }

    @Test
    void refuses_more_rows_than_there_are_ids_for() {
        Properties properties = new Properties();
        properties.setProperty("notify.bench.rows", "1000001");

        assertThatThrownBy(() -> Options.of(properties)).hasMessageContaining("notify.bench.rows");
    }
}
