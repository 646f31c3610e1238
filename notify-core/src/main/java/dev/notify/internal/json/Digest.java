package dev.notify.internal.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of text: 64 bits for telling whether two requests say the same, 128 for naming a text for ever. */
public final class Digest {

    private Digest() {}

    /** The first eight bytes of the text's SHA-256. */
    public static long of(String text) {
        byte[] hash = sha256(text);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | (hash[i] & 0xff);
        }
        return value;
    }

    /** The first sixteen bytes of the SHA-256 of two texts, as 32 hexadecimal digits. */
    public static String name(String first, String second) {
        return HexFormat.of().formatHex(sha256(first + '\0' + second), 0, 16);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
