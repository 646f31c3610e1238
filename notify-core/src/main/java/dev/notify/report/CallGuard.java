package dev.notify.report;

import dev.notify.internal.json.Digest;
import dev.notify.model.Names;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a call is known to be a provider's. Secrets are asked for at every call, since they may change, and compared in constant time; an empty one lets nobody in.
 *
 * <p>{@code toString} shows no secret.
 */
public final class CallGuard {

    private static final Pattern HTTPS = Pattern.compile("https://([^/?#:]+)(:[0-9]+)?(.*)", Pattern.DOTALL);

    private final String shown;
    private final Check check;

    @FunctionalInterface
    private interface Check {
        boolean trusts(ProviderCall call);
    }

    private CallGuard(String shown, Check check) {
        this.shown = shown;
        this.check = check;
    }

    /**
     * By a secret that the address holds under this name, as in {@code ?key=..}: for providers that sign nothing. Whoever logs addresses logs it: let it be used for
     * nothing else.
     *
     * @throws dev.notify.model.InvalidInputException if it is no name
     */
    public static CallGuard queryParameter(String name, Supplier<String> secret) {
        Names.check("queryParameter", name, 100);
        Objects.requireNonNull(secret, "secret");
        return new CallGuard("query parameter " + name, call -> same(secret.get(), call.query(name)));
    }

    /**
     * By a header that holds a secret.
     *
     * @throws dev.notify.model.InvalidInputException if it is no name
     */
    public static CallGuard header(String name, Supplier<String> secret) {
        Names.check("header", name, 100);
        Objects.requireNonNull(secret, "secret");
        return new CallGuard("header " + name, call -> same(secret.get(), call.header(name)));
    }

    /**
     * By a header that holds the HMAC-SHA256 of the body, in hexadecimal digits or Base64, with {@code sha256=} before it or without.
     *
     * @throws dev.notify.model.InvalidInputException if it is no name
     */
    public static CallGuard hmacSha256(String header, Supplier<String> secret) {
        Names.check("header", header, 100);
        Objects.requireNonNull(secret, "secret");
        return new CallGuard("HMAC in header " + header, call -> {
            String key = secret.get();
            return !key.isEmpty()
                    && call.header(header)
                            .filter(given -> MessageDigest.isEqual(signed(key, call.body()), decoded(given)))
                            .isPresent();
        });
    }

    /**
     * By the signature that Twilio gives each of its calls: the HMAC-SHA1 of the address and the form, in {@code X-Twilio-Signature}. The address is that which Twilio has,
     * with or without the port that goes without saying.
     *
     * @param authToken the account's, also where a key is used to send
     */
    public static CallGuard twilioSignature(Supplier<String> authToken) {
        Objects.requireNonNull(authToken, "authToken");
        return new CallGuard("signature of Twilio", call -> {
            String token = authToken.get();
            byte[] given =
                    call.header("X-Twilio-Signature").map(CallGuard::decoded).orElse(new byte[0]);
            StringBuilder fields = new StringBuilder();
            call.form()
                    .forEach((name, texts) ->
                            texts.forEach(text -> fields.append(name).append(text)));
            boolean right = false;
            for (String url : withAndWithoutPort(call.url())) {
                byte[] signed = (url + fields).getBytes(StandardCharsets.UTF_8);
                byte[] expected = Digest.hmac("HmacSHA1", key(token), signed);
                right |= MessageDigest.isEqual(expected, given);
            }
            return right && !token.isEmpty();
        });
    }

    private static List<String> withAndWithoutPort(String url) {
        Matcher parts = HTTPS.matcher(url);
        if (!parts.matches()) {
            return List.of(url);
        }
        String host = "https://" + parts.group(1);
        return parts.group(2) == null || parts.group(2).equals(":443")
                ? List.of(host + parts.group(3), host + ":443" + parts.group(3))
                : List.of(url);
    }

    /** A key of no bytes is none: whoever has no secret trusts nobody, and finds out in the same time. */
    private static byte[] key(String secret) {
        return (secret.isEmpty() ? "none" : secret).getBytes(StandardCharsets.UTF_8);
    }

    /** By the host, which has looked before it hands a call on: by the sender's network, say. Every call is trusted. */
    public static CallGuard checkedByHost() {
        return new CallGuard("checked by host", call -> true);
    }

    /**
     * Lets it pass.
     *
     * @throws UntrustedCallException if it does not prove to be the provider's
     */
    public void check(ProviderCall call) {
        if (!check.trusts(call)) {
            throw new UntrustedCallException();
        }
    }

    private static boolean same(String secret, Optional<String> given) {
        return !secret.isEmpty()
                && given.filter(text -> MessageDigest.isEqual(
                                secret.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }

    private static byte[] signed(String key, byte[] body) {
        return Digest.hmac("HmacSHA256", key(key), body);
    }

    private static byte[] decoded(String given) {
        String bare = given.toLowerCase(Locale.ROOT).startsWith("sha256=") ? given.substring(7) : given;
        try {
            return bare.matches("[0-9a-fA-F]{64}")
                    ? HexFormat.of().parseHex(bare)
                    : Base64.getDecoder().decode(bare);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    @Override
    public String toString() {
        return "CallGuard[" + shown + "]";
    }
}
