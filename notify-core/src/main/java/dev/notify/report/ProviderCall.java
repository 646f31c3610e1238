package dev.notify.report;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A call that a provider made to the host, as it came: nothing in it is trusted yet. Immutable.
 *
 * <p>{@code toString} shows nothing of it.
 */
public final class ProviderCall {

    private static final int MOST_FIELDS = 200;

    private final String url;
    private final Map<String, String> headers;
    private final byte[] body;

    private ProviderCall(String url, Map<String, String> headers, byte[] body) {
        this.url = Objects.requireNonNull(url, "url");
        Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(headers);
        this.headers = Collections.unmodifiableMap(any);
        this.body = body.clone();
    }

    /**
     * A POST to this address.
     *
     * @param url the whole of it as the provider has it, with {@code https}, the host's public name and the query: some sign it. Behind a proxy this is not what the
     *     servlet sees
     * @param headers by name, in any case
     * @param body as it was received, byte by byte; empty for a GET
     */
    public static ProviderCall of(String url, Map<String, String> headers, byte[] body) {
        return new ProviderCall(url, headers, body);
    }

    /** The address that was called; empty if that is not known. */
    public String url() {
        return url;
    }

    /** The headers; the case of names does not matter. */
    public Map<String, String> headers() {
        return headers;
    }

    /** A header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body. */
    public byte[] body() {
        return body.clone();
    }

    /** How long the body is. */
    public int length() {
        return body.length;
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** What the address's query says under this name; the first, if it says several things. */
    public Optional<String> query(String name) {
        int begins = url.indexOf('?');
        int ends = url.indexOf('#');
        if (begins < 0 || (ends >= 0 && ends < begins)) {
            return Optional.empty();
        }
        String query = url.substring(begins + 1, ends < 0 ? url.length() : ends);
        return Optional.ofNullable(fields(query).get(name)).map(NavigableSet::first);
    }

    /**
     * The fields of the form that the body is, in the order of their names; what a field says several times in the order of its texts.
     *
     * @throws UntrustedCallException if it is no form, or has more than 200 fields
     */
    public NavigableMap<String, NavigableSet<String>> form() {
        return fields(text());
    }

    /** A field of the form; the first, if there are several of that name. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(form().get(name)).map(NavigableSet::first);
    }

    private static NavigableMap<String, NavigableSet<String>> fields(String text) {
        NavigableMap<String, NavigableSet<String>> fields = new TreeMap<>();
        if (text.isEmpty()) {
            return fields;
        }
        String[] pairs = text.split("&", MOST_FIELDS + 1);
        if (pairs.length > MOST_FIELDS) {
            throw new UntrustedCallException();
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            fields.computeIfAbsent(name, n -> new TreeSet<>())
                    .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UntrustedCallException();
        }
    }

    @Override
    public String toString() {
        return "ProviderCall[" + body.length + " bytes]";
    }
}
