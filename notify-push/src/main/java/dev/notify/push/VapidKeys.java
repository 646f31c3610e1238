package dev.notify.push;

import dev.notify.model.InvalidInputException;
import dev.notify.push.internal.web.Curve;
import java.util.Arrays;
import java.util.Base64;

/**
 * The pair of keys we are known by to push services (RFC 8292). Browsers subscribe with the public one; what was subscribed with it can be pushed to with the private
 * one alone, so keep both. {@code toString} shows the public key only.
 */
public final class VapidKeys {

    private final byte[] publicKey;
    private final byte[] privateKey;

    private VapidKeys(byte[] publicKey, byte[] privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /** New keys. */
    public static VapidKeys generate() {
        Curve.Pair pair = Curve.generate();
        return new VapidKeys(pair.publicKey(), pair.privateKey());
    }

    /**
     * Keys that were generated before, here or by any tool that writes them in base64 (either alphabet, with or without padding).
     *
     * @throws InvalidInputException naming {@code vapid.publicKey} or {@code vapid.privateKey}, if one is no key, or they are no pair
     */
    public static VapidKeys load(String publicKey, String privateKey) {
        byte[] open = Base64Any.decode("vapid.publicKey", publicKey, Curve.PUBLIC_BYTES);
        byte[] secret = Base64Any.decode("vapid.privateKey", privateKey, Curve.PRIVATE_BYTES);
        if (!Curve.isPoint(open)) {
            throw new InvalidInputException("vapid.publicKey", "is no point of the curve P-256");
        }
        if (!Curve.isScalar(secret)) {
            throw new InvalidInputException("vapid.privateKey", "is no key of the curve P-256");
        }
        if (!Arrays.equals(open, Curve.publicOf(secret))) {
            throw new InvalidInputException("vapid.privateKey", "does not belong to the public key");
        }
        return new VapidKeys(open, secret);
    }

    /** The public key as browsers want it: {@code applicationServerKey}. */
    public String publicKey() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(publicKey);
    }

    /** The private key, to be kept where secrets are. */
    public String privateKey() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(privateKey);
    }

    byte[] secret() {
        return privateKey;
    }

    @Override
    public String toString() {
        return "VapidKeys[" + publicKey() + "]";
    }
}
