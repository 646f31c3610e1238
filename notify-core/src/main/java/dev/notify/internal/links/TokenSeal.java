package dev.notify.internal.links;

import dev.notify.security.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes a text of bytes that nobody without the key can read or make: {@code keyId~hidden~signature}. The bytes are hidden with AES, since
 * they hold an address, and what is hidden is signed with HMAC-SHA256, as it stands in the text, so that no character of it can be
 * another. The signature is looked at first. One token from the same bytes every time.
 */
final class TokenSeal {

    private static final int BLOCK = 16;
    private static final char BETWEEN = '~';
    private static final int LONGEST = 4_000;

    private final KeyRing keys;

    TokenSeal(KeyRing keys) {
        this.keys = keys;
    }

    String seal(byte[] plain) {
        String id = keys.current();
        byte[] start = Arrays.copyOf(mac(key(id, "start"), plain), BLOCK);
        byte[] hidden = aes(Cipher.ENCRYPT_MODE, key(id, "hide"), start, plain);
        byte[] both = Arrays.copyOf(start, BLOCK + hidden.length);
        System.arraycopy(hidden, 0, both, BLOCK, hidden.length);
        String text = id + BETWEEN + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
        return text + BETWEEN + signature(id, text);
    }

    /** The bytes of a token; empty for a text that none of our keys made. */
    Optional<byte[]> open(String token) {
        int first = token.indexOf(BETWEEN);
        int last = token.lastIndexOf(BETWEEN);
        if (token.length() > LONGEST || first < 1 || last == first) {
            return Optional.empty();
        }
        String id = token.substring(0, first);
        String text = token.substring(0, last);
        if (keys.derived(id, "link.sign").isEmpty() || !same(signature(id, text), token.substring(last + 1))) {
            return Optional.empty();
        }
        byte[] both = Base64.getUrlDecoder().decode(token.substring(first + 1, last));
        byte[] hidden = Arrays.copyOfRange(both, BLOCK, both.length);
        return Optional.of(aes(Cipher.DECRYPT_MODE, key(id, "hide"), Arrays.copyOf(both, BLOCK), hidden));
    }

    /** In a time that does not tell where they differ. */
    private static boolean same(String signature, String given) {
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String id, String text) {
        byte[] signed = mac(key(id, "sign"), text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    private byte[] key(String id, String use) {
        return keys.derived(id, "link." + use).orElseThrow();
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] aes(int mode, byte[] key, byte[] start, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
    }
}
