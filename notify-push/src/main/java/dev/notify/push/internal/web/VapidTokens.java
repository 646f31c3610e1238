package dev.notify.push.internal.web;

import dev.notify.http.HttpJson;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens that say to a push service who we are (RFC 8292): one for each service, good for twelve hours and made anew after six. They are signed by the JDK, whose
 * signatures take the same time whatever the key. Safe for all threads.
 */
public final class VapidTokens {

    private static final Duration GOOD_FOR = Duration.ofHours(12);
    private static final Duration RENEWED_AFTER = Duration.ofHours(6);
    private static final int REMEMBERED = 1_000;
    private static final String HEADER = base64("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");

    private final PrivateKey key;
    private final String publicKey;
    private final String contact;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String text, Instant renewAt) {}

    /**
     * Tokens signed with this key.
     *
     * @param publicKey in base64 for URLs
     * @param contact a {@code mailto:} or {@code https:} URL
     */
    public VapidTokens(byte[] privateKey, String publicKey, String contact) {
        this.key = key(privateKey);
        this.publicKey = publicKey;
        this.contact = contact;
    }

    private static PrivateKey key(byte[] scalar) {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new ECPrivateKeySpec(
                            new BigInteger(1, scalar), curve.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    /** The value of the header {@code Authorization} for a push service. */
    public String header(String origin, Instant now) {
        Token token = tokens.get(origin);
        if (token == null || !now.isBefore(token.renewAt())) {
            token = new Token("vapid t=" + signed(origin, now) + ", k=" + publicKey, now.plus(RENEWED_AFTER));
            if (tokens.size() >= REMEMBERED) {
                tokens.clear();
            }
            tokens.put(origin, token);
        }
        return token.text();
    }

    private String signed(String origin, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", origin);
        claims.put("exp", now.plus(GOOD_FOR).getEpochSecond());
        claims.put("sub", contact);
        String text = HEADER + "." + base64(HttpJson.write(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform signs by P-256", e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
