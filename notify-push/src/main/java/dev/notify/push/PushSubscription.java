package dev.notify.push;

import dev.notify.directory.Device;
import dev.notify.http.HttpJson;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.push.internal.web.Curve;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a browser gives when it is subscribed to pushes. {@code toString} shows nothing of it: whoever has it could push.
 *
 * <p>Register {@link #device()} for the person who is logged in.
 */
public final class PushSubscription {

    /** The kind of its device. */
    public static final String KIND = "web";

    private static final int AUTH_BYTES = 16;

    private final String endpoint;
    private final byte[] key;
    private final byte[] auth;
    private final @Nullable String vapidKey;

    private PushSubscription(String endpoint, byte[] key, byte[] auth, @Nullable String vapidKey) {
        this.endpoint = endpoint;
        this.key = key;
        this.auth = auth;
        this.vapidKey = vapidKey;
    }

    /**
     * The parts of a subscription.
     *
     * @param p256dh the browser's public key in base64, of either alphabet
     * @param auth the secret shared with it, likewise
     * @throws InvalidInputException naming the part that is wrong
     */
    public static PushSubscription of(String endpoint, String p256dh, String auth) {
        Names.checkText("subscription.endpoint", endpoint, 2_000);
        byte[] key = Base64Any.decode("subscription.keys.p256dh", p256dh, Curve.PUBLIC_BYTES);
        if (!Curve.isPoint(key)) {
            throw new InvalidInputException("subscription.keys.p256dh", "is no point of the curve P-256");
        }
        byte[] secret = Base64Any.decode("subscription.keys.auth", auth, AUTH_BYTES);
        return new PushSubscription(endpoint, key, secret, null);
    }

    /**
     * A subscription as browsers write it: {@code JSON.stringify(subscription)}.
     *
     * @throws InvalidInputException naming the part that is wrong
     */
    public static PushSubscription ofJson(String json) {
        Map<String, Object> map;
        try {
            map = HttpJson.read(json);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("subscription", "is no JSON object");
        }
        Map<?, ?> keys = map.get("keys") instanceof Map<?, ?> inner ? inner : Map.of();
        return of(
                text(map, "endpoint", "subscription.endpoint"),
                text(keys, "p256dh", "subscription.keys.p256dh"),
                text(keys, "auth", "subscription.keys.auth"));
    }

    private static String text(Map<?, ?> map, String name, String field) {
        if (map.get(name) instanceof String text) {
            return text;
        }
        throw new InvalidInputException(field, "is missing");
    }

    /**
     * Was made with this public key of ours. Say so where keys may change: without it the present key is tried.
     *
     * @throws InvalidInputException if it is no key
     */
    public PushSubscription subscribedWith(String applicationServerKey) {
        byte[] bytes = Base64Any.decode("applicationServerKey", applicationServerKey, Curve.PUBLIC_BYTES);
        return new PushSubscription(
                endpoint, key, auth, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The device it is, to be registered. */
    public Device device() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("p256dh", base64.encodeToString(key));
        detail.put("auth", base64.encodeToString(auth));
        if (vapidKey != null) {
            detail.put("vapid", vapidKey);
        }
        return new Device(KIND, endpoint, HttpJson.write(detail));
    }

    /**
     * The subscription that a device is.
     *
     * @throws InvalidInputException if it is none
     */
    public static PushSubscription of(Device device) {
        Map<String, Object> detail;
        try {
            detail = HttpJson.read(device.detail());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("device.detail", "is no subscription: register PushSubscription.device()");
        }
        PushSubscription bare = of(
                device.token(),
                text(detail, "p256dh", "device.detail.p256dh"),
                text(detail, "auth", "device.detail.auth"));
        return detail.get("vapid") instanceof String vapid ? bare.subscribedWith(vapid) : bare;
    }

    /** Where its pushes are posted. */
    public String endpoint() {
        return endpoint;
    }

    byte[] key() {
        return key;
    }

    byte[] auth() {
        return auth;
    }

    Optional<String> vapidKey() {
        return Optional.ofNullable(vapidKey);
    }

    @Override
    public String toString() {
        return "PushSubscription[***]";
    }
}
