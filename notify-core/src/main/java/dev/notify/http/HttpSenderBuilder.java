package dev.notify.http;

import dev.notify.internal.base.TimeSource;
import dev.notify.model.InvalidInputException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an {@link HttpSender} is made of. Not safe for several threads; used once.
 *
 * <p>What is wrong, or given twice, is refused where it is given.
 */
public final class HttpSenderBuilder {

    private static final int LARGEST = 16 * 1024 * 1024;

    private final Set<String> given = new HashSet<>();
    private Duration connect = Duration.ofSeconds(10);
    private Duration exchange = Duration.ofSeconds(25);
    private int largestAnswer = 64 * 1024;
    private int atOnce = 64;
    private EndpointGuard guard = EndpointGuard.publicHttps();
    private @Nullable SSLContext tls;
    private @Nullable ProxySelector proxy;
    private InstantSource clock = TimeSource.ofMachine()::now;

    HttpSenderBuilder() {}

    private HttpSenderBuilder once(String field) {
        if (!given.add(field)) {
            throw new InvalidInputException(field, "is given twice");
        }
        return this;
    }

    /** Waits so long for a connection, and for a call all in all, its answer's body included. Default: 10 and 25 seconds. */
    public HttpSenderBuilder timeouts(Duration connect, Duration exchange) {
        this.connect = positive("timeouts.connect", connect);
        this.exchange = positive("timeouts.exchange", exchange);
        return once("timeouts");
    }

    /** Reads no more than so many bytes of an answer. Default: 64 KiB. */
    public HttpSenderBuilder largestAnswer(int bytes) {
        this.largestAnswer = within("largestAnswer", bytes, LARGEST);
        return once("largestAnswer");
    }

    /** Has no more than so many calls under way to one server, below what servers allow on one HTTP/2 connection. Default: 64. */
    public HttpSenderBuilder atOncePerServer(int calls) {
        this.atOnce = within("atOncePerServer", calls, 10_000);
        return once("atOncePerServer");
    }

    /** Goes where this lets it. Default: {@link EndpointGuard#publicHttps()}. */
    public HttpSenderBuilder guard(EndpointGuard guard) {
        this.guard = Objects.requireNonNull(guard, "guard");
        return once("guard");
    }

    /** Trusts whom this trusts. Default: whom the JVM trusts. */
    public HttpSenderBuilder trusting(SSLContext context) {
        this.tls = Objects.requireNonNull(context, "context");
        return once("trusting");
    }

    /** Goes through a proxy where this says so. Default: as the JVM is set up. */
    public HttpSenderBuilder proxy(ProxySelector selector) {
        this.proxy = Objects.requireNonNull(selector, "selector");
        return once("proxy");
    }

    /** Reads the time here. Default: the machine's clock. */
    public HttpSenderBuilder clock(InstantSource source) {
        this.clock = Objects.requireNonNull(source, "source");
        return once("clock");
    }

    private static Duration positive(String field, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new InvalidInputException(field, "must be longer than nothing and at most ten minutes");
        }
        return value;
    }

    private static int within(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new InvalidInputException(field, "must be 1 to " + most);
        }
        return value;
    }

    /** Makes the sender; it connects when it has something to send. */
    public HttpSender build() {
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_2);
        if (tls != null) {
            client.sslContext(tls);
        }
        if (proxy != null) {
            client.proxy(proxy);
        }
        return new HttpSender(client.build(), new HttpSender.Limits(exchange, largestAnswer, atOnce), guard, clock);
    }
}
