package dev.notify.internal.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.security.KeyRing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenSealTest {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~=. ";
    private static final byte[] SAID = "canary.person@clinic.example".getBytes(StandardCharsets.UTF_8);

    private static byte[] secret(int first) {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (first + i);
        }
        return secret;
    }

    private static final KeyRing KEYS = KeyRing.of("k2", secret(7)).older("k1", secret(99));

    @Test
    void what_was_sealed_is_read_again_and_hidden_meanwhile() {
        TokenSeal seal = new TokenSeal(KEYS);
        String token = seal.seal(SAID);
        assertThat(seal.open(token)).hasValueSatisfying(read -> assertThat(read).isEqualTo(SAID));
        assertThat(token).matches("[A-Za-z0-9_~-]+");
        String raw =
                new String(java.util.Base64.getUrlDecoder().decode(token.split("~")[1]), StandardCharsets.ISO_8859_1);
        assertThat(raw).doesNotContain("canary").doesNotContain("clinic");
        assertThat(seal.seal(SAID)).isEqualTo(token);
    }

    @Test
    void not_one_character_may_be_another_gone_or_more() {
        TokenSeal seal = new TokenSeal(KEYS);
        String token = seal.seal(SAID);
        for (int i = 0; i < token.length(); i++) {
            for (int j = 0; j < LETTERS.length(); j++) {
                if (LETTERS.charAt(j) != token.charAt(i)) {
                    refused(seal, token.substring(0, i) + LETTERS.charAt(j) + token.substring(i + 1));
                }
            }
            refused(seal, token.substring(0, i) + token.substring(i + 1));
            refused(seal, token.substring(0, i));
            refused(seal, token.substring(0, i) + "A" + token.substring(i));
        }
    }

    @Test
    void texts_that_nobody_made_are_refused_and_never_throw() {
        TokenSeal seal = new TokenSeal(KEYS);
        String token = seal.seal(SAID);
        SplittableRandom random = new SplittableRandom(4711);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(token);
            int changes = 1 + random.nextInt(6);
            for (int j = 0; j < changes; j++) {
                int place = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(place, (char) random.nextInt(1, 0x3000));
                    case 1 -> text.delete(place, Math.min(text.length(), place + 1 + random.nextInt(20)));
                    default -> text.insert(place, LETTERS.charAt(random.nextInt(LETTERS.length())));
                }
                if (text.isEmpty()) {
                    text.append('~');
                }
            }
            if (!text.toString().equals(token)) {
                refused(seal, text.toString());
            }
        }
        for (String odd :
                new String[] {"", "~", "~~", "k2~~", "k2~AA~", "k2~" + "A".repeat(9_000) + "~A", token + "~" + token}) {
            refused(seal, odd);
        }
    }

    @Test
    void another_secret_or_the_same_one_under_another_id_signs_otherwise() {
        String token = new TokenSeal(KEYS).seal(SAID);
        refused(new TokenSeal(KeyRing.of("k2", secret(8))), token);
        refused(new TokenSeal(KeyRing.of("k3", secret(7))), token);
        String renamed = "k3" + token.substring(2);
        refused(new TokenSeal(KeyRing.of("k3", secret(7))), renamed);
        TokenSeal older = new TokenSeal(KeyRing.of("k3", secret(50)).older("k2", secret(7)));
        assertThat(older.open(token)).isPresent();
        assertThat(older.seal(SAID)).startsWith("k3~");
    }

    @Test
    void keys_for_one_purpose_tell_nothing_of_another() {
        byte[] one = KEYS.derived("k2", "a").orElseThrow();
        assertThat(one).hasSize(32).isNotEqualTo(KEYS.derived("k2", "b").orElseThrow());
        assertThat(one).isNotEqualTo(KEYS.derived("k1", "a").orElseThrow());
        assertThat(KEYS.derived("k9", "a")).isEmpty();
        assertThat(HexFormat.of()
                        .formatHex(KeyRing.of("x", Arrays.copyOf("key".getBytes(StandardCharsets.UTF_8), 3))
                                .derived("x", "The quick brown fox jumps over the lazy dog")
                                .orElseThrow()))
                .isEqualTo("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
        assertThat(KEYS.toString()).isEqualTo("KeyRing[k2, k1]");
    }

    private static void refused(TokenSeal seal, String token) {
        assertThat(seal.open(token)).as(token).isEmpty();
    }
}
