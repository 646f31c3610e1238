package dev.notify.push.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.push.Browser;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import nl.martijndwars.webpush.Encoding;
import nl.martijndwars.webpush.HttpEce;
import nl.martijndwars.webpush.Utils;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.interfaces.ECPublicKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECPrivateKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What we encrypt is what the standard says, byte by byte, and what two other implementations make and read. */
class SealingTest {

    @BeforeAll
    static void provider() {
        Security.addProvider(new BouncyCastleProvider()); // the library needs it; we do not
    }

    @AfterAll
    static void noProvider() {
        Security.removeProvider("BC");
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static KeyPair pair(byte[] publicKey, byte[] privateKey) throws Exception {
        return new KeyPair(
                Utils.loadPublicKey(publicKey),
                KeyFactory.getInstance("EC", "BC")
                        .generatePrivate(new ECPrivateKeySpec(
                                new BigInteger(1, privateKey), ECNamedCurveTable.getParameterSpec("secp256r1"))));
    }

    @Test
    void is_the_vector_of_rfc_8291() {
        Curve.Pair ours = new Curve.Pair(
                bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"),
                bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
        byte[] text = text("When I grow up, I want to be a watermelon");

        byte[] body = Sealing.seal(
                text,
                text.length + 1,
                bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
                bytes("BTBZMqHH6r4Tts7J_aSIgg"),
                ours,
                bytes("DGv6ra1nlYgDCS1FRnbzlw"));

        assertThat(body)
                .isEqualTo(
                        bytes(
                                "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
                                        + "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"));
    }

    @Test
    void is_what_another_implementation_makes_of_the_same() throws Exception {
        List<String> lines;
        try (InputStream in = SealingTest.class.getResourceAsStream("http-ece.txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
        assertThat(lines).hasSize(7);
        for (String line : lines) {
            String[] parts = line.split(" ", -1);
            byte[] body = Sealing.seal(
                    bytes(parts[0]),
                    Integer.parseInt(parts[1]),
                    bytes(parts[3]),
                    bytes(parts[4]),
                    new Curve.Pair(bytes(parts[6]), bytes(parts[5])),
                    bytes(parts[7]));

            assertThat(body).isEqualTo(bytes(parts[8]));
            assertThat(Curve.publicOf(bytes(parts[2]))).isEqualTo(bytes(parts[3]));
        }
    }

    @Test
    void is_what_the_library_makes_of_the_same() throws Exception {
        for (int length : new int[] {0, 1, 300, 3_993}) {
            byte[] text = text("\u017c".repeat(length / 2) + "x".repeat(length % 2));
            Curve.Pair browser = Curve.generate();
            Curve.Pair ours = Curve.generate();
            byte[] auth = Curve.random(16);
            byte[] salt = Curve.random(16);
            HttpEce library =
                    new HttpEce(Map.of("us", pair(ours.publicKey(), ours.privateKey())), Map.of("us", "P-256"));

            byte[] theirs = library.encrypt(
                    text,
                    salt,
                    null,
                    "us",
                    (ECPublicKey) Utils.loadPublicKey(browser.publicKey()),
                    auth,
                    Encoding.AES128GCM);

            assertThat(Sealing.seal(text, text.length + 1, browser.publicKey(), auth, ours, salt))
                    .isEqualTo(theirs);
        }
    }

    @Test
    void who_has_the_keys_reads_it_and_nobody_else() throws Exception {
        Browser browser = new Browser();
        byte[] key = bytes(browser.p256dh());
        byte[] auth = bytes(browser.auth());
        for (String said : List.of("", "\u017c\u00f3\u0142\u0107 \ud83c\udf89", "a".repeat(3_993))) {
            byte[] body = Sealing.seal(text(said), key, auth);

            assertThat(new String(browser.opens(body), StandardCharsets.UTF_8)).isEqualTo(said);
            assertThatThrownBy(() -> new Browser().opens(body)).isInstanceOf(GeneralSecurityException.class);
            body[100] ^= 1;
            assertThatThrownBy(() -> browser.opens(body)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void has_one_of_four_lengths_and_never_too_many_bytes() {
        Curve.Pair browser = Curve.generate();
        Set<Integer> lengths = new HashSet<>();
        for (int length = 0; length <= Sealing.MOST; length += 91) {
            lengths.add(Sealing.seal(new byte[length], browser.publicKey(), new byte[16]).length);
        }
        lengths.add(Sealing.seal(new byte[Sealing.MOST], browser.publicKey(), new byte[16]).length);

        assertThat(lengths).containsExactlyInAnyOrder(86 + 512 + 16, 86 + 1_024 + 16, 86 + 2_048 + 16, 4_096);
        assertThatThrownBy(() -> Sealing.seal(new byte[Sealing.MOST + 1], browser.publicKey(), new byte[16]))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void keys_and_salt_are_new_each_time() {
        Curve.Pair browser = Curve.generate();
        byte[] first = Sealing.seal(text("a"), browser.publicKey(), new byte[16]);
        byte[] second = Sealing.seal(text("a"), browser.publicKey(), new byte[16]);

        assertThat(Arrays.copyOf(first, 16)).isNotEqualTo(Arrays.copyOf(second, 16));
        assertThat(Arrays.copyOfRange(first, 21, 86)).isNotEqualTo(Arrays.copyOfRange(second, 21, 86));
    }
}
