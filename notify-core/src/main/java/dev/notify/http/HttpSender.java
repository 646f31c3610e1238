package dev.notify.http;

import dev.notify.http.HttpEnd.Trouble.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Posts calls and gives what came of them.
 *
 * <p>Every wait has an end, redirects are not followed, answers are read up to a limit, no more than so many calls go to one server at once, and none to where
 * the {@link EndpointGuard} does not let them. A server that asked for a pause ({@link #quiet}) gets none before it is over. Safe for all threads; blocks.
 * It keeps connections and a few threads of the JDK's until it is garbage; channels may share one.
 */
public final class HttpSender {

    /** A server that has no room for one more stream did not get the call: so often it is asked again, each on a connection of the client's choice. */
    private static final int STREAM_TRIES = 4;

    private final HttpClient client;
    private final Limits limits;
    private final EndpointGuard guard;
    private final Origins origins;
    private final InstantSource clock;

    /** What a call may take. */
    record Limits(Duration exchange, int largestAnswer, int atOncePerServer) {}

    HttpSender(HttpClient client, Limits limits, EndpointGuard guard, InstantSource clock) {
        this.client = client;
        this.limits = limits;
        this.guard = guard;
        this.origins = new Origins(limits.atOncePerServer());
        this.clock = clock;
    }

    /** By the defaults. */
    public static HttpSender create() {
        return builder().build();
    }

    /** By settings of one's own. */
    public static HttpSenderBuilder builder() {
        return new HttpSenderBuilder();
    }

    /** Where it may go. */
    public EndpointGuard guard() {
        return guard;
    }

    /** How long a call may take, all in all. */
    public Duration longest() {
        return limits.exchange();
    }

    /** What time it is, for whoever reads its answers. */
    public Instant now() {
        return clock.instant();
    }

    /** Sends nothing more to the server of this URL for so long; at most {@link RetryAfter#LONGEST}. */
    public void quiet(URI server, Duration pause) {
        Duration bounded = pause.compareTo(RetryAfter.LONGEST) > 0 ? RetryAfter.LONGEST : pause;
        origins.of(EndpointGuard.originOf(server)).quietUntil(clock.instant().plus(bounded));
    }

    /**
     * Posts it. Never throws; where the thread is interrupted, the call is given up and the interrupt stays.
     *
     * @return the answer, whatever its status, or why there is none
     */
    public HttpEnd send(HttpCall call) {
        Optional<String> refused = guard.refusesNow(call.to());
        if (refused.isPresent()) {
            return HttpEnd.Trouble.notAllowed(refused.get());
        }
        Origins.Origin origin = origins.of(EndpointGuard.originOf(call.to()));
        Duration quiet = origin.quietFor(clock.instant());
        if (!quiet.isZero()) {
            return HttpEnd.Trouble.cooling(quiet);
        }
        boolean room = false;
        try {
            room = origin.room().tryAcquire(limits.exchange().toMillis(), TimeUnit.MILLISECONDS);
            return room ? exchange(call) : HttpEnd.Trouble.of(Kind.BUSY, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HttpEnd.Trouble.of(Kind.INTERRUPTED, false);
        } finally {
            if (room) {
                origin.room().release();
            }
        }
    }

    private HttpEnd exchange(HttpCall call) {
        boolean repeated = false;
        HttpEnd end = once(call);
        for (int i = 1; i < STREAM_TRIES && end instanceof HttpEnd.Trouble trouble; i++) {
            boolean again = trouble.kind() == Kind.LOST && call.mayRepeat() && !repeated;
            if (trouble.kind() != Kind.BUSY && !again) {
                break;
            }
            repeated = repeated || again;
            end = once(call);
        }
        return end;
    }

    private HttpEnd once(HttpCall call) {
        SentBody body = new SentBody(call.body());
        Head head = new Head();
        CompletableFuture<HttpResponse<BoundedBody.Read>> answer = client.sendAsync(request(call, body), info -> {
            head.info = info;
            return new BoundedBody(limits.largestAnswer());
        });
        try {
            HttpResponse<BoundedBody.Read> got = answer.get(limits.exchange().toMillis(), TimeUnit.MILLISECONDS);
            return new HttpEnd.Reply(
                    got.statusCode(),
                    got.headers().map(),
                    got.body().bytes(),
                    got.body().whole());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return head.reply().orElseGet(() -> HttpEnd.Trouble.of(Kind.SLOW, body.mayBeOut()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return head.reply().orElseGet(() -> HttpEnd.Trouble.of(Kind.INTERRUPTED, body.mayBeOut()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return head.reply().orElseGet(() -> trouble(cause, body));
        }
    }

    private HttpRequest request(HttpCall call, SentBody body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(call.to()).timeout(limits.exchange()).POST(body);
        if (!"https".equalsIgnoreCase(call.to().getScheme())) {
            request.version(HttpClient.Version.HTTP_1_1); // else it would ask to go over to HTTP/2 in the middle
        }
        call.headers().forEach(request::setHeader);
        return request.build();
    }

    /** What is known of an answer before its body has been read: enough, if the body never ends. */
    private static final class Head {

        private volatile HttpResponse.@Nullable ResponseInfo info;

        private Optional<HttpEnd> reply() {
            HttpResponse.ResponseInfo known = info;
            return known == null
                    ? Optional.empty()
                    : Optional.of(new HttpEnd.Reply(
                            known.statusCode(), known.headers().map(), new byte[0], false));
        }
    }

    private static HttpEnd trouble(Throwable cause, SentBody body) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            boolean nobody = t instanceof HttpConnectTimeoutException
                    || t instanceof ConnectException
                    || t instanceof UnknownHostException
                    || t instanceof UnresolvedAddressException;
            if (nobody) {
                return HttpEnd.Trouble.of(Kind.NO_CONNECTION, false);
            }
            if (t instanceof HttpTimeoutException) {
                return HttpEnd.Trouble.of(Kind.SLOW, body.mayBeOut());
            }
            if (t instanceof SSLException && !body.mayBeOut()) {
                return HttpEnd.Trouble.of(Kind.NO_TRUST, false);
            }
            if (t instanceof IOException && String.valueOf(t.getMessage()).contains("too many concurrent streams")) {
                return HttpEnd.Trouble.of(Kind.BUSY, false);
            }
        }
        return HttpEnd.Trouble.of(Kind.LOST, body.mayBeOut());
    }
}
