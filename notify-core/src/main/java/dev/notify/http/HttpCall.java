package dev.notify.http;

import dev.notify.internal.json.Json;
import dev.notify.model.InvalidInputException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One POST. Immutable; each call returns a new one.
 *
 * <p>{@code toString} shows scheme and host alone: paths, headers and bodies hold secrets.
 */
public final class HttpCall {

    private final URI to;
    private final Map<String, String> headers;
    private final byte[] body;
    private final boolean repeatable;

    private HttpCall(URI to, Map<String, String> headers, byte[] body, boolean repeatable) {
        this.to = Objects.requireNonNull(to, "to");
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
        this.repeatable = repeatable;
    }

    /** Posts these bytes. */
    public static HttpCall post(URI to, String mediaType, byte[] body) {
        return new HttpCall(to, Map.of(), body.clone(), false).header("Content-Type", mediaType);
    }

    /** Posts a JSON object of text, numbers, booleans, lists and maps. */
    public static HttpCall postJson(URI to, Map<String, ?> object) {
        return post(to, "application/json", Json.write(object).getBytes(StandardCharsets.UTF_8));
    }

    /** Posts the fields of a form, in the order of the map. */
    public static HttpCall postForm(URI to, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
        return post(to, "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * With this header, in place of one of the same name.
     *
     * @throws InvalidInputException naming {@code header}, if the name is none or the value could begin another line
     */
    public HttpCall header(String name, String value) {
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")) {
            throw new InvalidInputException("header", "has no name of a header");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c > '~') {
                throw new InvalidInputException(
                        "header " + name, "has a character at place " + (i + 1) + " that headers may not have");
            }
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.keySet().removeIf(name::equalsIgnoreCase);
        more.put(name, value);
        return new HttpCall(to, more, body, repeatable);
    }

    /** With the name and secret of an account (RFC 7617). */
    public HttpCall basic(String user, String secret) {
        String both = user + ":" + secret;
        return header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }

    /** With a token (RFC 6750). */
    public HttpCall bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Whoever gets it twice drops the second: it is tried once more at once where a connection was lost. */
    public HttpCall repeatable() {
        return new HttpCall(to, headers, body, true);
    }

    /** Where it goes. */
    public URI to() {
        return to;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    boolean mayRepeat() {
        return repeatable;
    }

    @Override
    public String toString() {
        return "HttpCall[" + to.getScheme() + "://" + to.getHost() + "]";
    }
}
