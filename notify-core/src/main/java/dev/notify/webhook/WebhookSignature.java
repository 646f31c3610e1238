package dev.notify.webhook;

import dev.notify.internal.json.Digest;
import dev.notify.model.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signs posts, and checks those that others signed, by the rules of Standard Webhooks: HMAC-SHA256 over id, time and body.
 *
 * <p>With several secrets a post bears a signature of each, and one that is right is enough: so a secret is changed without a gap. Safe for all threads.
 */
public final class WebhookSignature {

    /** What tells posts apart: the same at every try. */
    public static final String ID = "webhook-id";
    /** When it was signed, in seconds since 1970. */
    public static final String TIMESTAMP = "webhook-timestamp";
    /** The signatures, separated by blanks. */
    public static final String SIGNATURE = "webhook-signature";

    /** How far the time of signing may be from the receiver's. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String VERSION = "v1,";

    private final List<WebhookSecret> secrets;

    /**
     * By these secrets.
     *
     * @throws InvalidInputException if there is none
     */
    public WebhookSignature(List<WebhookSecret> secrets) {
        if (secrets.isEmpty()) {
            throw new InvalidInputException("secrets", "are none: give at least one");
        }
        this.secrets = List.copyOf(secrets);
    }

    /** The three headers of a post with this body. */
    public Map<String, String> headers(String id, Instant at, byte[] body) {
        if (id.isEmpty() || id.indexOf('.') >= 0) {
            throw new InvalidInputException("id", "is empty or has a dot: it could be taken for another");
        }
        String seconds = Long.toString(at.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ID, id);
        headers.put(TIMESTAMP, seconds);
        headers.put(
                SIGNATURE,
                secrets.stream()
                        .map(secret -> VERSION + Base64.getEncoder().encodeToString(mac(secret, id, seconds, body)))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    /**
     * What is wrong with a post, if anything. Whoever takes posts drops those whose id was seen before.
     *
     * @param headers by name, in any case
     * @param body as it was received, byte by byte
     */
    public Optional<String> refuses(Map<String, String> headers, byte[] body, Instant now) {
        Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(headers);
        String id = any.get(ID);
        String seconds = any.get(TIMESTAMP);
        String signatures = any.get(SIGNATURE);
        if (id == null || seconds == null || signatures == null) {
            return Optional.of("lacks one of the headers " + ID + ", " + TIMESTAMP + ", " + SIGNATURE);
        }
        if (!seconds.matches("[0-9]{1,11}")) {
            return Optional.of("has a time that is no number of seconds");
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(seconds));
        if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
            return Optional.of("was signed at another time: more than five minutes from now");
        }
        boolean right = false;
        for (String signature : signatures.split(" ", -1)) {
            for (WebhookSecret secret : secrets) {
                right |= signature.startsWith(VERSION)
                        && MessageDigest.isEqual(
                                mac(secret, id, seconds, body), decoded(signature.substring(VERSION.length())));
            }
        }
        return right ? Optional.empty() : Optional.of("bears no signature of ours");
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] mac(WebhookSecret secret, String id, String seconds, byte[] body) {
        byte[] head = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
        return Digest.hmac("HmacSHA256", secret.key(), head, body);
    }
}
