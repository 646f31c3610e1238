package dev.notify.push.internal.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a push for one subscription: {@code aes128gcm} in one record (RFC 8188, RFC 8291). Keys and salt are new for each. The text is filled up to one of a few
 * lengths, so that who carries it cannot tell one message from another by its length.
 */
public final class Sealing {

    /** The most bytes a text may have: 4,096 for all of a push, less what goes with it. */
    public static final int MOST = 3_993;

    private static final int[] LENGTHS = {512, 1_024, 2_048, MOST + 1};
    private static final int SALT = 16;
    private static final int RECORD = 4_096;
    private static final int TAG_BITS = 128;
    private static final byte LAST = 2;
    private static final byte[] KEY_INFO = "Content-Encoding: aes128gcm\0\1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONCE_INFO = "Content-Encoding: nonce\0\1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WEB_PUSH = "WebPush: info\0".getBytes(StandardCharsets.US_ASCII);

    private Sealing() {}

    /**
     * The body of a push.
     *
     * @param text of at most {@link #MOST} bytes
     * @param key the subscription's public key
     */
    public static byte[] seal(byte[] text, byte[] key, byte[] auth) {
        int length =
                Arrays.stream(LENGTHS).filter(l -> l > text.length).findFirst().orElseThrow();
        return seal(text, length, key, auth, Curve.generate(), Curve.random(SALT));
    }

    /**
     * The same with all that is chosen by chance given.
     *
     * @param length of text, mark and what fills it up
     */
    static byte[] seal(byte[] text, int length, byte[] key, byte[] auth, Curve.Pair ours, byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] shared = hmac(mac, auth, Curve.agree(ours.privateKey(), key));
            byte[] secret = hmac(mac, shared, WEB_PUSH, key, ours.publicKey(), new byte[] {1});
            byte[] pseudo = hmac(mac, salt, secret);
            byte[] contentKey = Arrays.copyOf(hmac(mac, pseudo, KEY_INFO), 16);
            byte[] nonce = Arrays.copyOf(hmac(mac, pseudo, NONCE_INFO), 12);
            byte[] plain = Arrays.copyOf(text, length);
            plain[text.length] = LAST;
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(SALT + 4 + 1 + Curve.PUBLIC_BYTES + sealed.length)
                    .put(salt)
                    .putInt(RECORD)
                    .put((byte) Curve.PUBLIC_BYTES)
                    .put(ours.publicKey())
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM and HmacSHA256", e);
        }
    }

    private static byte[] hmac(Mac mac, byte[] key, byte[]... parts) throws GeneralSecurityException {
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}
