package dev.notify.examples.bench.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The program runs to its end; what it measures here means nothing. */
class EmailBenchmarkTest {

    @Test
    void measures_every_way_and_says_what_came_of_the_goals() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        String page = EmailBenchmark.run(new PrintStream(said, true, StandardCharsets.UTF_8), 1, 200);

        assertThat(page)
                .containsPattern("\\| `Transport.send` for each \\| [0-9,]*[1-9][0-9,]* \\| [0-9,]+ \\|")
                .containsPattern("\\| one kept transport, `MimeMessage` \\| [0-9,]*[1-9][0-9,]* \\| [0-9,]+ \\|")
                .containsPattern("\\| `EmailChannel` \\| [0-9,]*[1-9][0-9,]* \\| [0-9,]+ \\|")
                .containsPattern("messages/s : `Transport.send` for each \\| >= 10 \\| [0-9.]+,");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("warming up: `EmailChannel`: ", page);
    }
}
