package dev.notify.http;

import dev.notify.model.InvalidInputException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says where calls may go, so that an address somebody gave leads to no server that only this machine can reach.
 *
 * <p>Allowed are {@code https} URLs on port 443 whose host is a name, or an address in its plain spelling, of the public internet. What else is needed is
 * allowed by name: {@link #allow}. Immutable, safe for all threads; each call returns a new guard.
 *
 * <p>{@link #refuses(String)} is for the moment an address is saved; {@link #refusesNow} looks the name up and is asked before every call, since
 * names come to mean other addresses. The lookup is the same as the connection's where the JVM remembers names for a moment ({@code
 * networkaddress.cache.ttl}, 30 seconds unless changed): do not set that to 0. Redirects are never followed.
 */
public final class EndpointGuard {

    /** Looks names up. */
    @FunctionalInterface
    public interface Resolver {
        /** All addresses of a host. */
        List<InetAddress> lookUp(String host) throws UnknownHostException;
    }

    private static final int LONGEST = 2_000;
    private static final int HTTPS = 443;

    private final Set<String> allowed;
    private final Set<String> only;
    private final Set<Integer> ports;
    private final Resolver resolver;

    private EndpointGuard(Set<String> allowed, Set<String> only, Set<Integer> ports, Resolver resolver) {
        this.allowed = Set.copyOf(allowed);
        this.only = Set.copyOf(only);
        this.ports = Set.copyOf(ports);
        this.resolver = resolver;
    }

    /** Allows https to the public internet. */
    public static EndpointGuard publicHttps() {
        return new EndpointGuard(
                Set.of(), Set.of(), Set.of(HTTPS), host -> Arrays.asList(InetAddress.getAllByName(host)));
    }

    /**
     * Allows these origins too, wherever they are: {@code https://hooks.ward.example:8443}. An {@code http} one is sent to without TLS: for tests.
     *
     * @throws InvalidInputException if one is no scheme, host and port
     */
    public EndpointGuard allow(String... origins) {
        Set<String> more = new HashSet<>(allowed);
        for (String origin : origins) {
            URI uri = parsed(origin);
            if (uri == null || !isOrigin(uri)) {
                throw new InvalidInputException(
                        "allow", "has no origin: write scheme, host and port, such as https://hooks.example:8443");
            }
            more.add(originOf(uri));
        }
        return new EndpointGuard(more, only, ports, resolver);
    }

    private static boolean isOrigin(URI uri) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && (uri.getRawPath() == null || uri.getRawPath().isEmpty())
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
    }

    /**
     * Allows no other hosts than these and what {@link #allow} names: {@code push.example}, or {@code *.push.example} for all below it. Default: any.
     *
     * @throws InvalidInputException if one is no name of a host
     */
    public EndpointGuard only(String... hosts) {
        Set<String> more = new HashSet<>(only);
        for (String host : hosts) {
            if (!host.matches("(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
                throw new InvalidInputException("only", "has no host: write push.example or *.push.example");
            }
            more.add(host);
        }
        return new EndpointGuard(allowed, more, ports, resolver);
    }

    /**
     * Allows these ports. Default: 443.
     *
     * @throws InvalidInputException if one is no port
     */
    public EndpointGuard ports(int... numbers) {
        Set<Integer> these = new TreeSet<>();
        for (int port : numbers) {
            if (port < 1 || port > 65_535) {
                throw new InvalidInputException("ports", "has " + port + ": ports are 1 to 65535");
            }
            these.add(port);
        }
        return new EndpointGuard(allowed, only, these, resolver);
    }

    /** Looks names up by this. Default: as the JVM does. */
    public EndpointGuard resolver(Resolver other) {
        return new EndpointGuard(allowed, only, ports, Objects.requireNonNull(other, "resolver"));
    }

    /** What is wrong with a URL, if anything, in the words of a refusal ("is no https URL"). Looks nothing up; shows nothing of it. */
    public Optional<String> refuses(String url) {
        if (url.length() > LONGEST) {
            return Optional.of("has " + url.length() + " characters: at most " + LONGEST + " are allowed");
        }
        URI uri = parsed(url);
        return uri == null ? Optional.of("is no well formed URL") : refuses(uri);
    }

    private Optional<String> refuses(URI uri) {
        if (uri.getScheme() == null || !uri.getScheme().toLowerCase(Locale.ROOT).matches("https?")) {
            return Optional.of("is no https URL");
        }
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0)) {
            return Optional.of("has a user in it: write it without what stands before the @");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("has a fragment: write it without the # and what follows");
        }
        if (uri.getHost() == null) {
            return Optional.of("has no host in a plain spelling");
        }
        if (allowed.contains(originOf(uri))) {
            return Optional.empty();
        }
        if (!uri.getScheme().equalsIgnoreCase("https")) {
            return Optional.of("is no https URL");
        }
        return refusesHost(hostOf(uri)).or(() -> refusesPort(uri));
    }

    private Optional<String> refusesPort(URI uri) {
        int port = uri.getPort() == -1 ? HTTPS : uri.getPort();
        return ports.contains(port)
                ? Optional.empty()
                : Optional.of("goes to port " + port + ": allowed are " + new TreeSet<>(ports));
    }

    private Optional<String> refusesHost(String host) {
        if (!only.isEmpty() && only.stream().noneMatch(pattern -> matches(pattern, host))) {
            return Optional.of("goes to a host that is not among those allowed");
        }
        if (host.startsWith("[") || IpRanges.looksLikeNumber(host)) {
            Optional<InetAddress> literal = IpRanges.literal(host);
            return literal.isEmpty()
                    ? Optional.of("has an IP address in an odd spelling")
                    : literal.filter(IpRanges::isPrivate).map(inside -> "goes to a private network");
        }
        boolean inside = host.equals("localhost")
                || host.endsWith(".localhost")
                || host.indexOf('.') < 0
                || host.endsWith(".")
                || host.endsWith(".internal")
                || host.endsWith(".local");
        return inside ? Optional.of("goes to a host of a private network") : Optional.empty();
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
    }

    /** What is wrong with going there now, if anything; looks its name up, which may take a while. An unknown name is not refused. */
    public Optional<String> refusesNow(URI uri) {
        Optional<String> shape = refuses(uri.toString());
        if (shape.isPresent() || allowed.contains(originOf(uri)) || IpRanges.looksLikeNumber(hostOf(uri))) {
            return shape;
        }
        try {
            return resolver.lookUp(hostOf(uri)).stream().anyMatch(IpRanges::isPrivate)
                    ? Optional.of("goes to a private network")
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty(); // the connection will fail by the same, as what it is
        }
    }

    /** Scheme, host and port: what limits are kept by. */
    static String originOf(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? HTTPS : 80;
        int port = uri.getPort() == -1 ? usual : uri.getPort();
        return scheme + "://" + hostOf(uri) + ":" + port;
    }

    private static String hostOf(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static @Nullable URI parsed(String url) {
        if (url.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            return null;
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
