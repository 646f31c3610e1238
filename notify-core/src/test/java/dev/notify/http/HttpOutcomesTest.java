package dev.notify.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpOutcomesTest {

    private static final Instant NOW = Instant.parse("2026-03-09T10:00:00Z");

    private static HttpEnd reply(int status, Map<String, List<String>> headers) {
        return new HttpEnd.Reply(status, headers, new byte[0], true);
    }

    @ParameterizedTest
    @CsvSource({
        "200, sent, sent",
        "204, sent, sent",
        "301, misconfigured, rejected",
        "400, rejected, rejected",
        "401, misconfigured, rejected",
        "402, misconfigured, rejected",
        "403, misconfigured, rejected",
        "404, misconfigured, rejected",
        "408, try-again, try-again",
        "410, rejected, rejected",
        "413, rejected, rejected",
        "425, try-again, try-again",
        "429, unavailable, try-again",
        "500, try-again, try-again",
        "502, try-again, try-again",
        "503, unavailable, try-again",
        "504, try-again, try-again",
        "599, try-again, try-again"
    })
    void a_status_means(int status, String ofGateway, String ofEndpoint) {
        assertThat(HttpOutcomes.ofGateway(reply(status, Map.of()), NOW).word()).isEqualTo(ofGateway);
        assertThat(HttpOutcomes.ofEndpoint(reply(status, Map.of()), NOW).word()).isEqualTo(ofEndpoint);
    }

    @Test
    void an_endpoint_that_is_gone_is_dead() {
        assertThat(HttpOutcomes.ofEndpoint(reply(410, Map.of()), NOW))
                .isEqualTo(Outcome.addressIsDead("the endpoint answered 410: it is gone"));
    }

    @Test
    void waits_as_long_as_it_was_asked_to() {
        Map<String, List<String>> seconds = Map.of("Retry-After", List.of("90"));
        Map<String, List<String>> date = Map.of("Retry-After", List.of("Mon, 09 Mar 2026 10:01:30 GMT"));

        for (Map<String, List<String>> headers : List.of(seconds, date)) {
            assertThat(HttpOutcomes.ofGateway(reply(429, headers), NOW))
                    .isEqualTo(Outcome.unavailable(Duration.ofSeconds(90), "the gateway answered 429"));
            assertThat(HttpOutcomes.ofEndpoint(reply(503, headers), NOW))
                    .isEqualTo(Outcome.tryAgain(Duration.ofSeconds(90), "the endpoint answered 503"));
            assertThat(HttpOutcomes.ofEndpoint(reply(500, headers), NOW))
                    .isEqualTo(Outcome.tryAgain(Duration.ofSeconds(90), "the endpoint answered 500"));
        }
    }
}
