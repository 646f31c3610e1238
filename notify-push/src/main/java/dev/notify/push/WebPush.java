package dev.notify.push;

import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.directory.Device;
import dev.notify.http.HttpCall;
import dev.notify.http.HttpEnd;
import dev.notify.http.HttpOutcomes;
import dev.notify.http.HttpSender;
import dev.notify.http.RetryAfter;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.push.internal.web.Sealing;
import dev.notify.push.internal.web.VapidTokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Web Push: reaches browsers through the push service each was subscribed at (RFC 8030, 8291, 8292).
 *
 * <p>A push is encrypted for its subscription and filled up to one of four lengths. It says title and body, discreet unless the type says {@code showDetailsOn(PUSH)}; one
 * that is too long says only which notification it is, for the page to fetch. Its {@code Topic} is the delivery's, so that a repetition takes the place of what is still
 * waiting. Endpoints are somebody's input: by default they lead to the known push services only.
 */
public final class WebPush implements Pusher {

    private static final Duration LONGEST_LIFE = Duration.ofDays(28);

    private final Map<String, VapidTokens> tokens;
    private final String present;
    private final HttpSender http;
    private final Duration timeToLive;

    WebPush(Map<String, VapidTokens> tokens, String present, HttpSender http, Duration timeToLive) {
        this.tokens = Map.copyOf(tokens);
        this.present = present;
        this.http = http;
        this.timeToLive = timeToLive;
    }

    /**
     * By these keys; push services are told whom to ask when something is wrong with our pushes.
     *
     * @param contact {@code mailto:} and an address, or an {@code https} URL
     * @throws InvalidInputException if it is neither
     */
    public static WebPushBuilder signedBy(VapidKeys keys, String contact) {
        return new WebPushBuilder(keys, contact);
    }

    @Override
    public String kind() {
        return PushSubscription.KIND;
    }

    @Override
    public Optional<String> refuses(Device device) {
        try {
            return http.guard()
                    .refuses(PushSubscription.of(device).endpoint())
                    .map(problem -> "has an endpoint that " + problem);
        } catch (InvalidInputException e) {
            return Optional.of("is no subscription: " + e.getMessage());
        }
    }

    @Override
    public Duration longest() {
        return http.longest().multipliedBy(2);
    }

    @Override
    public Outcome push(Message message, Device device) {
        Optional<String> refused = refuses(device);
        if (refused.isPresent()) {
            return Outcome.rejected("it " + refused.get());
        }
        PushSubscription subscription = PushSubscription.of(device);
        VapidTokens by = tokens.get(subscription.vapidKey().orElse(present));
        if (by == null) {
            return Outcome.addressIsDead("it was subscribed with a key that is not known any more");
        }
        byte[] text = PushText.full(message);
        boolean minimal = text.length > Sealing.MOST;
        if (minimal) {
            text = PushText.minimal(message);
        }
        HttpEnd end = http.send(call(message, subscription, by, text));
        if (!minimal && end instanceof HttpEnd.Reply reply && reply.status() == 413) {
            end = http.send(call(message, subscription, by, PushText.minimal(message)));
        }
        return outcome(end, subscription);
    }

    private HttpCall call(Message message, PushSubscription subscription, VapidTokens by, byte[] text) {
        URI endpoint = URI.create(subscription.endpoint());
        Instant now = http.now();
        return HttpCall.post(
                        endpoint,
                        "application/octet-stream",
                        Sealing.seal(text, subscription.key(), subscription.auth()))
                .header("Content-Encoding", "aes128gcm")
                .header("TTL", Long.toString(life(message, now).toSeconds()))
                .header("Urgency", urgency(message.priority()))
                .header("Topic", message.id().toString().replace("-", ""))
                .header("Authorization", by.header(origin(endpoint), now))
                .repeatable();
    }

    private Duration life(Message message, Instant now) {
        Duration left = message.expiry().map(end -> Duration.between(now, end)).orElse(timeToLive);
        Duration life = left.compareTo(timeToLive) < 0 ? left : timeToLive;
        return life.isNegative() ? Duration.ZERO : life;
    }

    private static String urgency(Priority priority) {
        return priority == Priority.CRITICAL ? "high" : priority.name().toLowerCase(Locale.ROOT);
    }

    /** As RFC 6454 writes it: without the port that is usual. */
    private static String origin(URI endpoint) {
        String host = endpoint.getScheme().toLowerCase(Locale.ROOT) + "://"
                + endpoint.getHost().toLowerCase(Locale.ROOT);
        boolean usual = endpoint.getPort() == -1
                || endpoint.getPort() == (endpoint.getScheme().equalsIgnoreCase("https") ? 443 : 80);
        return usual ? host : host + ":" + endpoint.getPort();
    }

    private Outcome outcome(HttpEnd end, PushSubscription subscription) {
        if (end instanceof HttpEnd.Reply reply && !reply.good()) {
            String reason = "the push service answered " + reply.status();
            if (reply.status() == 404 || reply.status() == 410) {
                return Outcome.addressIsDead(reason + ": the subscription is gone");
            }
            if (reply.status() == 401 || reply.status() == 403) {
                return Outcome.rejected(reason + ": it does not take our VAPID key for this subscription");
            }
            if (reply.status() == 413) {
                return Outcome.rejected(reason + ": even the least is too long for it");
            }
            if (reply.status() == 429 || reply.status() == 503) {
                RetryAfter.of(reply, http.now())
                        .ifPresent(pause -> http.quiet(URI.create(subscription.endpoint()), pause));
            }
        }
        return HttpOutcomes.ofEndpoint(end, http.now());
    }

    static Duration longestLife() {
        return LONGEST_LIFE;
    }

    @Override
    public String toString() {
        return "WebPush[" + present + "]";
    }
}
