package dev.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.notify.model.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

    private static final String TEXT = "{\"test\": 2432232314, \"name\": \"Gr\u00fc\u00dfe \ud83d\ude00\"}";
    private static final byte[] BODY = TEXT.getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-03-09T10:00:00Z");

    private final WebhookSecret fresh = WebhookSecret.generate();
    private final WebhookSecret old = WebhookSecret.generate();

    private static WebhookSignature by(WebhookSecret... secrets) {
        return new WebhookSignature(List.of(secrets));
    }

    private static Map<String, List<String>> lists(Map<String, String> headers) {
        return headers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
    }

    @Test
    void an_independent_library_takes_what_we_sign() {
        Map<String, String> headers = by(fresh).headers("delivery-1", Instant.now(), BODY);

        assertThatCode(() -> new Webhook(fresh.text()).verify(TEXT, lists(headers)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Webhook(fresh.text()).verify(TEXT + " ", lists(headers)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(old.text()).verify(TEXT, lists(headers)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void while_a_secret_is_changed_both_are_taken() {
        Map<String, String> headers = by(fresh, old).headers("delivery-1", Instant.now(), BODY);

        for (WebhookSecret known : List.of(fresh, old)) {
            assertThatCode(() -> new Webhook(known.text()).verify(TEXT, lists(headers)))
                    .doesNotThrowAnyException();
            assertThat(by(known).refuses(headers, BODY, Instant.now())).isEmpty();
        }
        assertThat(headers.get(WebhookSignature.SIGNATURE).split(" "))
                .hasSize(2)
                .allMatch(s -> s.startsWith("v1,"));
    }

    @Test
    void we_take_what_an_independent_library_signs() throws Exception {
        String signature = new Webhook(fresh.text()).sign("id-9", NOW.getEpochSecond(), TEXT);
        Map<String, String> headers = Map.of(
                "Webhook-Id",
                "id-9",
                "Webhook-Timestamp",
                Long.toString(NOW.getEpochSecond()),
                "Webhook-Signature",
                "v1a,AAAA " + signature);

        assertThat(by(old, fresh).refuses(headers, BODY, NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void refuses_what_is_not_right() {
        Map<String, String> headers = by(fresh).headers("id-9", NOW, BODY);
        WebhookSignature check = by(fresh);

        assertThat(check.refuses(headers, BODY, NOW)).isEmpty();
        assertThat(check.refuses(headers, "x".getBytes(StandardCharsets.UTF_8), NOW))
                .contains("bears no signature of ours");
        assertThat(by(old).refuses(headers, BODY, NOW)).contains("bears no signature of ours");
        assertThat(check.refuses(headers, BODY, NOW.plus(Duration.ofMinutes(5))))
                .isEmpty();
        assertThat(check.refuses(headers, BODY, NOW.plusSeconds(301)).orElseThrow())
                .contains("another time");
        assertThat(check.refuses(headers, BODY, NOW.minusSeconds(301)).orElseThrow())
                .contains("another time");
        assertThat(check.refuses(changed(headers, WebhookSignature.ID, "id-8"), BODY, NOW))
                .isPresent();
        assertThat(check.refuses(changed(headers, WebhookSignature.TIMESTAMP, "soon"), BODY, NOW))
                .contains("has a time that is no number of seconds");
        assertThat(check.refuses(changed(headers, WebhookSignature.SIGNATURE, "v1,%%%"), BODY, NOW))
                .isPresent();
        assertThat(check.refuses(changed(headers, WebhookSignature.SIGNATURE, "v1,"), BODY, NOW))
                .isPresent();
        Map<String, String> without = new HashMap<>(headers);
        without.remove(WebhookSignature.ID);
        assertThat(check.refuses(without, BODY, NOW).orElseThrow()).startsWith("lacks one of the headers webhook-id");
    }

    private static Map<String, String> changed(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    @Test
    void an_id_with_a_dot_could_be_taken_for_another() {
        assertThatThrownBy(() -> by(fresh).headers("a.1", NOW, BODY)).hasMessageStartingWith("id ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_%%%", "whsec_c2hvcnQ=", "whsec_a b"})
    void refuses_what_is_no_secret_and_does_not_show_it(String text) {
        assertThatThrownBy(() -> WebhookSecret.of(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("secret ")
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void a_secret_of_too_many_bytes_is_refused() {
        String long65 = Base64.getEncoder().encodeToString(new byte[65]);
        assertThatThrownBy(() -> WebhookSecret.of(long65)).hasMessage("secret has 65 bytes: 24 to 64 are needed");
    }

    @Test
    void a_secret_is_written_and_read_back_and_shown_to_nobody() {
        Map<String, String> headers = by(WebhookSecret.of(fresh.text())).headers("i", NOW, BODY);

        assertThat(by(fresh).refuses(headers, BODY, NOW)).isEmpty();
        assertThat(fresh.text()).startsWith("whsec_").isNotEqualTo(old.text());
        assertThat(fresh).hasToString("WebhookSecret[***]");
    }
}
