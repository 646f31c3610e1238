package dev.notify.webhook;

import dev.notify.model.InvalidInputException;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret that an endpoint and its sender share: {@code whsec_} and 24 to 64 bytes in base64. {@code toString} does not show it. */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /**
     * The secret that is written so, with or without {@code whsec_}.
     *
     * @throws InvalidInputException if it is none
     */
    public static WebhookSecret of(String text) {
        byte[] key;
        try {
            String bare = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
            key = Base64.getDecoder().decode(bare);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("secret", "is not written in base64: write whsec_ and 24 to 64 bytes so");
        }
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new InvalidInputException(
                    "secret", "has " + key.length + " bytes: " + SHORTEST + " to " + LONGEST + " are needed");
        }
        return new WebhookSecret(key);
    }

    /** A new one of 32 bytes. */
    public static WebhookSecret generate() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return new WebhookSecret(key);
    }

    /** How it is written, to be given to whoever has the endpoint. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    byte[] key() {
        return key;
    }

    @Override
    public String toString() {
        return "WebhookSecret[***]";
    }
}
