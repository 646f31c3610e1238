package dev.notify.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program runs to its end on servers too, with a second node in a process of its own; what it measures here means nothing. */
class BenchmarkIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"postgres, PostgreSQL, true", "mariadb, MariaDB, false"})
    void measures_every_figure_on_a_server_with_two_processes(String on, String name, boolean tellsItsCosts)
            throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        String page = Benchmark.run(
                new Options(List.of(on), 1, 150, true, 1_500, folder),
                new PrintStream(said, true, StandardCharsets.UTF_8));

        if (!"true".equals(System.getenv("NOTIFY_IT_REQUIRED"))) {
            assumeThat(page).doesNotContain(on + " was skipped");
        }
        assertThat(page)
                .contains("### " + name, "0 lost, 0 delivered twice.", "Two nodes in two processes on one database:")
                .containsPattern(
                        "\\| find the 20 newest deliveries of a recipient \\| [0-9./ ]+ \\| [0-9./ ]+ \\| [0-9./ ]+ \\|");
        if (tellsItsCosts) {
            assertThat(page).containsPattern("\\| immediate end to end, 64 callers \\| 0\\.[0-9]+ \\| [5-9]\\.");
        }
    }
}
