package dev.notify.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.model.InvalidInputException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who is let in; the signatures were computed by another program. */
class CallGuardTest {

    private static final String URL = "https://example.org/sms?tenant=a&delivery=0198a000-0000-7000-8000-000000000001";
    private static final String SIGNATURE = "GBnlbcxuEG+pgG33C2G97KV1+vI=";

    private static byte[] form(String... namesAndTexts) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            fields.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return fields.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static final byte[] BODY = form(
            "MessageSid",
            "SM42",
            "MessageStatus",
            "delivered",
            "To",
            "+15550100042",
            "AccountSid",
            "AC1",
            "Body",
            "Gr\u00fc\u00dfe & mehr");

    private static ProviderCall signed(String url, byte[] body, String signature) {
        return ProviderCall.of(url, Map.of("x-twilio-signature", signature), body);
    }

    private static void refuses(CallGuard guard, ProviderCall call) {
        assertThatThrownBy(() -> guard.check(call)).isInstanceOf(UntrustedCallException.class);
    }

    private static void lets(CallGuard guard, ProviderCall call) {
        assertThatCode(() -> guard.check(call)).doesNotThrowAnyException();
    }

    @Test
    void twilios_signature_covers_address_and_form() {
        CallGuard guard = CallGuard.twilioSignature(() -> "token-1");
        lets(guard, signed(URL, BODY, SIGNATURE));
        lets(guard, signed(URL.replace("example.org/", "example.org:443/"), BODY, SIGNATURE));
        refuses(guard, signed(URL.replace("https", "http"), BODY, SIGNATURE));
        refuses(guard, signed(URL.replace("tenant=a", "tenant=b"), BODY, SIGNATURE));
        refuses(guard, signed(URL.replace("example.org/", "example.org:444/"), BODY, SIGNATURE));
        refuses(guard, signed("", BODY, SIGNATURE));
        byte[] altered = new String(BODY, StandardCharsets.UTF_8)
                .replace("delivered", "undelivered")
                .getBytes(StandardCharsets.UTF_8);
        refuses(guard, signed(URL, altered, SIGNATURE));
        refuses(guard, signed(URL, new byte[0], SIGNATURE));
        refuses(guard, signed(URL, BODY, SIGNATURE.replace('G', 'H')));
        refuses(guard, signed(URL, BODY, ""));
        refuses(guard, signed(URL, BODY, "no base64 at all"));
        refuses(guard, ProviderCall.of(URL, Map.of(), BODY));
        refuses(CallGuard.twilioSignature(() -> "token-2"), signed(URL, BODY, SIGNATURE));
        refuses(CallGuard.twilioSignature(() -> ""), signed(URL, BODY, SIGNATURE));
    }

    @Test
    void a_form_that_is_none_is_not_trusted() {
        CallGuard guard = CallGuard.twilioSignature(() -> "token-1");
        refuses(guard, signed(URL, "a=%zz".getBytes(StandardCharsets.UTF_8), SIGNATURE));
        refuses(guard, signed(URL, "a=1&".repeat(300).getBytes(StandardCharsets.UTF_8), SIGNATURE));
    }

    @Test
    void an_hmac_is_written_in_any_usual_way() {
        byte[] body = "{\"id\":\"m-1\"}".getBytes(StandardCharsets.UTF_8);
        CallGuard guard = CallGuard.hmacSha256("X-Signature", () -> "secret-1");
        for (String given : HMACS) {
            lets(guard, ProviderCall.of("", Map.of("x-signature", given), body));
        }
        refuses(guard, ProviderCall.of("", Map.of("x-signature", "0".repeat(64)), body));
        refuses(guard, ProviderCall.of("", Map.of("x-signature", HMACS[0]), "{}".getBytes(StandardCharsets.UTF_8)));
        refuses(guard, ProviderCall.of("", Map.of(), body));
        refuses(
                CallGuard.hmacSha256("X-Signature", () -> ""),
                ProviderCall.of("", Map.of("x-signature", HMACS[0]), body));
    }

    private static final String[] HMACS = {
        "3f6c0d6faeeb3b9b3ceda9b27dfb0f5dacac0ca7eeea102927bde9529820a8d5",
        "sha256=3f6c0d6faeeb3b9b3ceda9b27dfb0f5dacac0ca7eeea102927bde9529820a8d5",
        "P2wNb67rO5s87amyffsPXaysDKfu6hApJ73pUpggqNU=",
        "sha256=P2wNb67rO5s87amyffsPXaysDKfu6hApJ73pUpggqNU=",
    };

    @Test
    void a_secret_may_stand_in_the_address_or_in_a_header() {
        CallGuard query = CallGuard.queryParameter("key", () -> "s p&c");
        lets(query, ProviderCall.of("https://example.org/sms?a=1&key=s+p%26c#end", Map.of(), new byte[0]));
        refuses(query, ProviderCall.of("https://example.org/sms?key=s", Map.of(), new byte[0]));
        refuses(query, ProviderCall.of("https://example.org/sms", Map.of(), new byte[0]));
        refuses(query, ProviderCall.of("https://example.org/sms#?key=s+p%26c", Map.of(), new byte[0]));
        refuses(
                CallGuard.queryParameter("key", () -> ""),
                ProviderCall.of("https://example.org/sms?key=", Map.of(), new byte[0]));
        CallGuard header = CallGuard.header("X-Key", () -> "k");
        lets(header, ProviderCall.of("", Map.of("X-KEY", "k"), new byte[0]));
        refuses(header, ProviderCall.of("", Map.of("X-KEY", "K"), new byte[0]));
        lets(CallGuard.checkedByHost(), ProviderCall.of("", Map.of(), new byte[0]));
        assertThatThrownBy(() -> CallGuard.header(" ", () -> "k")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void nothing_that_is_shown_tells_a_secret() {
        assertThat(CallGuard.header("X-Key", () -> "k-1").toString())
                .contains("X-Key")
                .doesNotContain("k-1");
        assertThat(signed(URL, BODY, SIGNATURE).toString())
                .doesNotContain("SM42")
                .doesNotContain("example");
        assertThatThrownBy(() ->
                        CallGuard.header("X-Key", () -> "k-1").check(ProviderCall.of("", Map.of("X-Key", "x"), BODY)))
                .hasMessageNotContaining("X-Key")
                .hasMessageNotContaining("k-1");
    }
}
