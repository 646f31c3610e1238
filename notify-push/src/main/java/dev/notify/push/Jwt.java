package dev.notify.push;

import dev.notify.http.HttpJson;
import dev.notify.model.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/** Signed tokens (RFC 7519), and the keys they are signed with. */
final class Jwt {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private Jwt() {}

    /** The private key of a PEM file, of this algorithm. */
    static PrivateKey key(String field, String pem, String algorithm) {
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new InvalidInputException(field, "is no private key: it begins with " + BEGIN);
        }
        String base64 =
                text.substring(BEGIN.length(), text.length() - END.length()).replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new InvalidInputException(field, "is no private key of the kind " + algorithm);
        }
    }

    /** A token with these claims; {@code signature} is the JDK's name of how it is signed. */
    static String signed(Map<String, ?> header, Map<String, ?> claims, PrivateKey key, String signature) {
        String text = base64(HttpJson.write(header)) + "." + base64(HttpJson.write(claims));
        try {
            Signature signing = Signature.getInstance(signature);
            signing.initSign(key);
            signing.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signing.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign by " + signature, e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
