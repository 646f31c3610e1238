package dev.notify.internal.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Digests of text: 64 bits for telling whether two requests say the same, 128 for naming a text for ever, all of them for knowing bytes again, and with a key. */
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

    /** How many bytes there were, and their whole SHA-256 as 64 hexadecimal digits. */
    public record OfBytes(long size, String sha256) {}

    /** Of these bytes. */
    public static OfBytes of(byte[] bytes) {
        return new OfBytes(bytes.length, HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /** Of what can be read here; of the first {@code most + 1} bytes if there are more. */
    public static OfBytes of(InputStream in, long most) throws IOException {
        MessageDigest digest = sha256();
        byte[] some = new byte[16 * 1024];
        long size = 0;
        int read = in.read(some);
        while (read >= 0 && size <= most) {
            digest.update(some, 0, read);
            size += read;
            read = in.read(some);
        }
        return new OfBytes(size, HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] sha256(String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The HMAC of these bytes, one after another.
     *
     * @param algorithm one that every Java platform has: {@code HmacSHA256}, {@code HmacSHA1}
     */
    public static byte[] hmac(String algorithm, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return Objects.requireNonNull(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
