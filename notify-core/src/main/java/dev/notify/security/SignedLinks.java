package dev.notify.security;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where the host's page for links is, which keys sign them, and how long they are good for. Immutable; each call returns a new value.
 * What is wrong with it is found when the service starts, all at once.
 *
 * <p>A link is the base URL, a slash, and a token: its path says nothing to whoever reads it in a log.
 */
public final class SignedLinks {

    /** In the base URL, stands for the tenant a link belongs to. */
    public static final String TENANT = "{tenant}";

    private static final Duration USUAL = Duration.ofDays(90);
    private static final Duration LONGEST = Duration.ofDays(3_660);
    private static final int LONGEST_BASE = 200;

    private final String base;
    private final KeyRing keys;
    private final Duration life;

    private SignedLinks(String base, KeyRing keys, Duration life) {
        this.base = base;
        this.keys = keys;
        this.life = life;
    }

    /**
     * Links that lead here.
     *
     * @param baseUrl of the host's page, as in {@code https://example.org/notify/links}; may hold {@value #TENANT}
     */
    public static SignedLinks at(String baseUrl, KeyRing keys) {
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(keys, "keys");
        return new SignedLinks(baseUrl, keys, USUAL);
    }

    /** Good for so long from the moment a message goes out. Default: 90 days. */
    public SignedLinks lasting(Duration life) {
        return new SignedLinks(base, keys, Objects.requireNonNull(life, "life"));
    }

    /** The host's page. */
    public String base() {
        return base;
    }

    /** What signs. */
    public KeyRing keys() {
        return keys;
    }

    /** How long a link is good for. */
    public Duration life() {
        return life;
    }

    /**
     * What is wrong with it, each with what to do; a service with findings does not start.
     *
     * @param development whether {@code http://localhost} will do
     */
    public List<String> findings(boolean development) {
        List<String> findings = new ArrayList<>();
        checkBase(development, findings);
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
            findings.add("links last " + life + ": make that longer than nothing and at most ten years");
        }
        keys.findings().forEach(finding -> findings.add("links: " + finding));
        return List.copyOf(findings);
    }

    private void checkBase(boolean development, List<String> findings) {
        URI uri;
        try {
            uri = new URI(base.replace(TENANT, "tenant"));
        } catch (URISyntaxException e) {
            findings.add("links lead to what is no URL: give one such as https://example.org/notify/links");
            return;
        }
        String host = uri.getHost();
        boolean mine = development
                && "http".equalsIgnoreCase(uri.getScheme())
                && ("localhost".equals(host) || "127.0.0.1".equals(host));
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !mine) {
            findings.add("links lead to a URL that is not https: whoever listens could use them. Give an https URL"
                    + " (http://localhost will do with development())");
        }
        if (host == null) {
            findings.add("links lead to a URL without a host: give one such as https://example.org/notify/links");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            findings.add("links lead to a URL with a query, a fragment or a login: give the plain address of a page");
        }
        if (base.length() > LONGEST_BASE) {
            findings.add("links lead to a URL of more than " + LONGEST_BASE + " characters: give a shorter one");
        }
    }

    @Override
    public String toString() {
        return "SignedLinks[" + base + " " + keys + "]";
    }
}
