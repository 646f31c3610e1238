package dev.notify.push;

import dev.notify.http.HttpJson;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Plays a browser: has keys, and opens what was sealed for it (RFC 8291), by the JDK alone. */
public final class Browser {

    private final KeyPair keys;
    private final byte[] auth = new byte[16];

    public Browser() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        new SecureRandom().nextBytes(auth);
    }

    public String p256dh() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(point());
    }

    public String auth() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(auth);
    }

    private byte[] point() {
        ECPoint w = ((ECPublicKey) keys.getPublic()).getW();
        byte[] point = new byte[65];
        point[0] = 4;
        put(w.getAffineX(), point, 1);
        put(w.getAffineY(), point, 33);
        return point;
    }

    private static void put(BigInteger number, byte[] into, int at) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, into, at + 32 - length, length);
    }

    PushSubscription at(String endpoint) {
        return PushSubscription.of(endpoint, p256dh(), auth());
    }

    /** The JSON object that a push says. */
    public Map<String, Object> reads(byte[] body) throws GeneralSecurityException {
        return HttpJson.read(new String(opens(body), StandardCharsets.UTF_8));
    }

    /** The text of a push, without what fills it up. */
    public byte[] opens(byte[] body) throws GeneralSecurityException {
        byte[] salt = Arrays.copyOf(body, 16);
        byte[] theirs = Arrays.copyOfRange(body, 21, 86);
        ECPoint point = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(theirs, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(theirs, 33, 65)));
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH", "SunEC");
        agreement.init(keys.getPrivate());
        agreement.doPhase(
                KeyFactory.getInstance("EC", "SunEC")
                        .generatePublic(new ECPublicKeySpec(point, ((ECPublicKey) keys.getPublic()).getParams())),
                true);
        byte[] shared = hmac(auth, agreement.generateSecret());
        byte[] secret = hmac(shared, ascii("WebPush: info\0"), point(), theirs, new byte[] {1});
        byte[] pseudo = hmac(salt, secret);
        byte[] key = Arrays.copyOf(hmac(pseudo, ascii("Content-Encoding: aes128gcm\0\1")), 16);
        byte[] nonce = Arrays.copyOf(hmac(pseudo, ascii("Content-Encoding: nonce\0\1")), 12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        byte[] filled = cipher.doFinal(body, 86, body.length - 86);
        int mark = filled.length - 1;
        while (filled[mark] == 0) {
            mark--;
        }
        if (filled[mark] != 2) {
            throw new GeneralSecurityException("the mark of the last record is missing");
        }
        return Arrays.copyOf(filled, mark);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}
