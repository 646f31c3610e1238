package dev.notify.push;

import dev.notify.http.HttpCall;
import dev.notify.http.HttpEnd;
import dev.notify.http.HttpSender;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The token by which a service account calls Google (RFC 7523): fetched by one caller for all that wait, kept until five minutes before its end, fetched anew when it
 * was refused.
 */
final class AccessToken {

    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Duration LIFE = Duration.ofHours(1);
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";

    private final String email;
    private final PrivateKey key;
    private final URI tokenUri;
    private final AtomicReference<CompletableFuture<Held>> held;

    /** A token until a moment, or why there is none: then the end of the call. */
    record Held(String token, Instant until, HttpEnd end) {
        static final Held NONE = new Held("", Instant.MIN, new HttpEnd.Reply(0, Map.of(), new byte[0], true));

        boolean isGood() {
            return !token.isEmpty();
        }
    }

    AccessToken(String email, PrivateKey key, URI tokenUri) {
        this.email = email;
        this.key = key;
        this.tokenUri = tokenUri;
        this.held = new AtomicReference<>(CompletableFuture.completedFuture(Held.NONE));
    }

    /** The token, if need be a fresh one; {@code not} is one that was refused. */
    Held get(HttpSender http, String not) throws InterruptedException {
        CompletableFuture<Held> now = Objects.requireNonNull(held.get());
        Held known = now.isDone() ? now.getNow(Held.NONE) : Held.NONE;
        boolean stale = now.isDone()
                && (!known.isGood()
                        || known.token().equals(not)
                        || known.until().minus(MARGIN).isBefore(http.now()));
        if (stale) {
            CompletableFuture<Held> mine = new CompletableFuture<>();
            if (held.compareAndSet(now, mine)) {
                Held fetched = fetch(http);
                mine.complete(fetched);
                return fetched;
            }
        }
        try {
            return Objects.requireNonNull(held.get()).get(http.longest().toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the token is not there", e);
        }
    }

    private Held fetch(HttpSender http) {
        Instant now = http.now();
        HttpEnd end;
        try {
            Map<String, Object> claims = new LinkedHashMap<>();
            claims.put("iss", email);
            claims.put("scope", SCOPE);
            claims.put("aud", tokenUri.toString());
            claims.put("iat", now.getEpochSecond());
            claims.put("exp", now.plus(LIFE).getEpochSecond());
            Map<String, String> form = new LinkedHashMap<>();
            form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
            form.put("assertion", Jwt.signed(Map.of("alg", "RS256", "typ", "JWT"), claims, key, "SHA256withRSA"));
            end = http.send(HttpCall.postForm(tokenUri, form).repeatable());
        } catch (RuntimeException e) {
            end = Held.NONE.end();
        }
        if (end instanceof HttpEnd.Reply reply
                && reply.good()
                && reply.json().get("access_token") instanceof String token
                && token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            long seconds = reply.json().get("expires_in") instanceof Number number ? number.longValue() : 3_600;
            return new Held(token, now.plusSeconds(seconds), end);
        }
        return new Held("", Instant.MIN, end);
    }
}
