package dev.notify.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedLinksTest {

    private static final String BASE = "https://example.org/notify/links";

    private static byte[] secret(int length) {
        byte[] secret = new byte[length];
        for (int i = 0; i < length; i++) {
            secret[i] = (byte) i;
        }
        return secret;
    }

    private static List<String> findings(String base) {
        return SignedLinks.at(base, KeyRing.of("k1", secret(32))).findings(false);
    }

    @Test
    void what_is_right_has_no_findings() {
        assertThat(findings(BASE)).isEmpty();
        assertThat(findings("https://example.org/{tenant}/links/")).isEmpty();
        assertThat(SignedLinks.at(BASE, KeyRing.of("k2", secret(32)).older("k1", secret(64)))
                        .findings(false))
                .isEmpty();
    }

    @Test
    void all_that_is_wrong_is_found_at_once() {
        KeyRing keys = KeyRing.of("k1", secret(31))
                .older("k1", secret(32))
                .older("a b", secret(32))
                .older("k0", new byte[32]);
        assertThat(SignedLinks.at("http://example.org/links?a=b", keys)
                        .lasting(Duration.ZERO)
                        .findings(true))
                .hasSize(7)
                .anyMatch(f -> f.contains("not https"))
                .anyMatch(f -> f.contains("a query"))
                .anyMatch(f -> f.contains("links last PT0S"))
                .anyMatch(f -> f.contains("secret of key k1 has 31 bytes"))
                .anyMatch(f -> f.contains("two keys have the id k1"))
                .anyMatch(f -> f.contains("the id of a key has a character"))
                .anyMatch(f -> f.contains("secret of key k0 is one byte repeated"));
    }

    @Test
    void links_lead_to_a_page_by_https() {
        assertThat(findings("example.org/links")).anyMatch(f -> f.contains("not https"));
        assertThat(findings("https:///links")).isNotEmpty();
        assertThat(findings("https://example.org/a b")).anyMatch(f -> f.contains("no URL"));
        assertThat(findings("https://u:p@example.org/links")).anyMatch(f -> f.contains("a login"));
        assertThat(findings("https://example.org/" + "a".repeat(200))).anyMatch(f -> f.contains("200 characters"));
        assertThat(findings("http://localhost:8080/links")).anyMatch(f -> f.contains("not https"));
        KeyRing keys = KeyRing.of("k1", secret(32));
        assertThat(SignedLinks.at("http://localhost:8080/links", keys).findings(true))
                .isEmpty();
        assertThat(SignedLinks.at("http://localhost.example.org/links", keys).findings(true))
                .isNotEmpty();
    }

    @Test
    void secrets_are_copied_and_not_shown() {
        byte[] mine = secret(32);
        KeyRing keys = KeyRing.of("k1", mine);
        byte[] before = keys.derived("k1", "x").orElseThrow();
        mine[0] = 99;
        assertThat(keys.derived("k1", "x"))
                .hasValueSatisfying(now -> assertThat(now).isEqualTo(before));
        assertThat(SignedLinks.at(BASE, keys).toString()).isEqualTo("SignedLinks[" + BASE + " KeyRing[k1]]");
    }
}
