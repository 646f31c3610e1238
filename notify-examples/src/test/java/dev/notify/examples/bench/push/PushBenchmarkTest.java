package dev.notify.examples.bench.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The program runs to its end; what it measures here means nothing. */
class PushBenchmarkTest {

    @Test
    void measures_both_ways_and_says_what_came_of_the_goal() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        String page = PushBenchmark.run(new PrintStream(said, true, StandardCharsets.UTF_8), 1, 100);

        assertThat(page)
                .containsPattern("\\| `web-push` 5.1.2, `prepareRequest` \\| [0-9,]*[1-9][0-9,]* \\| [0-9,]+ \\|")
                .containsPattern("\\| `WebPush` \\| [0-9,]*[1-9][0-9,]* \\| [0-9,]+ \\|")
                .containsPattern("library : ours \\| >= 8 \\| [0-9.]+,");
        assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo(page);
    }
}
