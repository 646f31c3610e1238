package dev.notify.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.http.HttpCall;
import dev.notify.http.HttpEnd;
import dev.notify.http.HttpOutcomes;
import dev.notify.http.HttpSender;
import dev.notify.http.RetryAfter;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts notifications to endpoints: an address of this channel is an {@code https} URL.
 *
 * <p>Every post is signed by the rules of Standard Webhooks. Its {@code webhook-id} is the delivery's id, the same at every try, so that a receiver can drop a
 * repetition; time and signature are new at each. What the body says of people are the notification's words, discreet unless its type says {@code
 * showDetailsOn(WEBHOOK)}.
 *
 * <p>2xx is sent. An endpoint that answers 410 is gone: {@link #isGone}, the host is told once, and its
 * consent is withdrawn, so that no node posts to it any more. 408, 425, 429
 * and 5xx are tried again, no sooner than {@code Retry-After} says; nothing else is posted to that server meanwhile. Any other answer is a refusal. Redirects
 * are not followed. Where an answer was lost, the post may have arrived. Safe for all threads.
 */
public final class WebhookChannel implements Channel {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookChannel.class);
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final int REMEMBERED = 10_000;

    private final ChannelName name;
    private final HttpSender http;
    private final WebhookSecrets secrets;
    private final Set<Integer> tryAgainOn;
    private final Consumer<Address> onGone;
    private final Cache<Address, Boolean> gone =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    WebhookChannel(
            ChannelName name,
            HttpSender http,
            WebhookSecrets secrets,
            Set<Integer> tryAgainOn,
            Consumer<Address> onGone) {
        this.name = name;
        this.http = http;
        this.secrets = secrets;
        this.tryAgainOn = Set.copyOf(tryAgainOn);
        this.onGone = onGone;
    }

    /**
     * Signs with these secrets for every endpoint. While a secret is changed, give the new one and the old: each post bears a signature of each.
     *
     * @throws dev.notify.model.InvalidInputException if one is no secret
     */
    public static WebhookChannelBuilder signedBy(String secret, String... more) {
        List<WebhookSecret> all = Stream.concat(Stream.of(secret), Stream.of(more))
                .map(WebhookSecret::of)
                .toList();
        return signedBy((tenant, endpoint) -> all);
    }

    /** Signs with the secrets of each endpoint. */
    public static WebhookChannelBuilder signedBy(WebhookSecrets secrets) {
        return new WebhookChannelBuilder(secrets);
    }

    @Override
    public ChannelName name() {
        return name;
    }

    @Override
    public Optional<String> refuses(Address address) {
        return http.guard().refuses(address.value());
    }

    @Override
    public Duration timeout() {
        return http.longest().multipliedBy(2).plus(MARGIN);
    }

    @Override
    public Outcome deliver(Message message) {
        Optional<String> refused = refuses(message.address());
        if (refused.isPresent()) {
            return Outcome.rejected("the endpoint " + refused.get());
        }
        if (isGone(message.address())) {
            return Outcome.addressIsDead("the endpoint answered 410 before: it is gone");
        }
        URI endpoint = URI.create(message.address().value());
        List<WebhookSecret> known = secrets.of(message.tenant(), endpoint);
        if (known.isEmpty()) {
            return Outcome.rejected("there is no secret to sign with for the endpoint");
        }
        Instant now = http.now();
        byte[] body = WebhookBody.of(message);
        HttpCall call = HttpCall.post(endpoint, "application/json", body)
                .header("User-Agent", "Notify")
                .repeatable();
        Map<String, String> signed =
                new WebhookSignature(known).headers(message.id().toString(), now, body);
        for (Map.Entry<String, String> header : signed.entrySet()) {
            call = call.header(header.getKey(), header.getValue());
        }
        return outcome(message.address(), endpoint, http.send(call));
    }

    private Outcome outcome(Address address, URI endpoint, HttpEnd end) {
        Instant now = http.now();
        if (end instanceof HttpEnd.Reply reply) {
            if (tryAgainOn.contains(reply.status())) {
                return Outcome.tryAgain(
                        RetryAfter.of(reply, now).orElse(Duration.ZERO), "the endpoint answered " + reply.status());
            }
            if (reply.status() == 429 || reply.status() == 503) {
                RetryAfter.of(reply, now).ifPresent(pause -> http.quiet(endpoint, pause));
            }
            if (reply.status() == 410) {
                disable(address);
            }
        }
        return HttpOutcomes.ofEndpoint(end, now);
    }

    private void disable(Address address) {
        if (gone.asMap().putIfAbsent(address, true) != null) {
            return;
        }
        try {
            onGone.accept(address);
        } catch (RuntimeException e) {
            LOG.warn(
                    "the host failed to be told that an endpoint is gone: {}",
                    e.getClass().getName());
        }
    }

    /** Whether an endpoint said that it is gone, to this process. */
    public boolean isGone(Address address) {
        return gone.getIfPresent(address) != null;
    }

    /** Posts to an endpoint again that was gone, once the consent ledger has it as given. */
    public void enable(Address address) {
        gone.invalidate(address);
    }

    @Override
    public String toString() {
        return "WebhookChannel[" + name + "]";
    }
}
