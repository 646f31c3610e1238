package dev.notify.email;

import static dev.notify.model.ChannelName.EMAIL;

import dev.notify.testing.laws.ChannelLaws;
import dev.notify.testing.laws.SampleMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws of channels, once for each way a server can answer. */
class EmailLawsTest {

    private final List<ScriptedServer> servers = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (ScriptedServer server : servers) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> keeps_the_laws_of_channels() throws Exception {
        List<DynamicTest> all = new ArrayList<>();
        for (Map.Entry<String, String> answer : Map.of(
                        "END", "250 2.0.0 <canary.person@clinic.example> canary-title-7f3a@x queued as A1",
                        "RCPT", "550 5.1.1 canary.person unknown",
                        "MAIL", "451 4.3.0 canary-body-91c4",
                        "DATA", "554 5.7.1 clinic.example")
                .entrySet()) {
            ScriptedServer server = new ScriptedServer().on(answer.getKey(), answer.getValue());
            servers.add(server);
            ChannelLaws.of(() -> channel(server), () -> SampleMessages.by(EMAIL))
                    .forEach(law -> all.add(DynamicTest.dynamicTest(
                            answer.getValue() + ": " + law.name(),
                            () -> law.check().run())));
        }
        return all.stream();
    }

    private static EmailChannel channel(ScriptedServer server) {
        return EmailChannel.smtp("localhost", server.port())
                .from("noreply@example.org")
                .insecureWithoutTls()
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5))
                .build();
    }
}
