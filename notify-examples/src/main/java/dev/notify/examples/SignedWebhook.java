package dev.notify.examples;

import static dev.notify.model.ChannelName.WEBHOOK;

import dev.notify.NotificationService;
import dev.notify.http.EndpointGuard;
import dev.notify.http.HttpSender;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.InvalidInputException;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.webhook.WebhookChannel;
import dev.notify.webhook.WebhookSecret;
import dev.notify.webhook.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A laboratory is told of an order by a signed webhook: its server is busy first, and its secret is being changed. */
public final class SignedWebhook {

    private static final NotificationType ORDER = NotificationType.named("order-placed")
            .anyTime()
            .sendBy(WEBHOOK)
            .showDetailsOn(WEBHOOK)
            .requires("test")
            .text("New order", "{{test}}")
            .retry(RetryPolicy.upTo(Duration.ofMinutes(1)).waiting(Duration.ofMillis(50), Duration.ofSeconds(1)));

    private SignedWebhook() {}

    public static void main(String[] args) {
        Show.main(SignedWebhook::run);
    }

    static void run(Show show) throws Exception {
        show.title("A signed webhook");
        String newSecret = WebhookSecret.generate().text();
        String oldSecret = WebhookSecret.generate().text();
        AtomicInteger calls = new AtomicInteger();
        try (Gateway laboratory = new Gateway(post -> Gateway.Answer.of(calls.incrementAndGet() == 1 ? 500 : 204));
                NotificationService notifications = start(laboratory, newSecret, oldSecret)) {
            show.step("Order a test; the laboratory's server fails once");
            notifications.send(Notification.of(ORDER)
                    .toAddress(Address.of(WEBHOOK, laboratory.origin() + "/orders"))
                    .with("test", "Blood count"));
            Gateway.Post first = arrived(laboratory);
            Gateway.Post second = arrived(laboratory);
            show.line("  " + new String(second.body(), StandardCharsets.UTF_8));

            // region receiver
            WebhookSignature signature = new WebhookSignature(List.of(WebhookSecret.of(oldSecret)));
            Optional<String> wrong = signature.refuses(second.headers(), second.body(), Instant.now());
            // endregion
            show.check(wrong.isEmpty(), "the laboratory, which knows the old secret only, takes the signature");
            show.check(
                    new WebhookSignature(List.of(WebhookSecret.of(newSecret)))
                            .refuses(second.headers(), second.body(), Instant.now())
                            .isEmpty(),
                    "and so will it when it has the new one");
            show.check(id(first).equals(id(second)), "both tries bear one id, by which it drops a repetition");
            byte[] forged = "{\"type\":\"order-placed\"}".getBytes(StandardCharsets.UTF_8);
            show.check(
                    signature.refuses(second.headers(), forged, Instant.now()).isPresent(), "a forged body is refused");

            show.step("Somebody registers an endpoint inside the house");
            try {
                notifications.send(Notification.of(ORDER)
                        .toAddress(Address.of(WEBHOOK, "https://169.254.169.254/latest/meta-data"))
                        .with("test", "x"));
                show.check(false, "it is refused");
            } catch (InvalidInputException e) {
                show.check(true, "it is refused: " + e.getMessage());
            }
        }
    }

    private static NotificationService start(Gateway laboratory, String newSecret, String oldSecret) {
        // region channel
        WebhookChannel webhooks = WebhookChannel.signedBy(newSecret, oldSecret)
                .http(HttpSender.builder()
                        .guard(EndpointGuard.publicHttps().allow(laboratory.origin())) // it is in this process
                        .build())
                .onGone(endpoint -> {}) // take it off the contacts
                .build();
        // endregion
        return NotificationService.builder()
                .store(MemoryStore.create())
                .channel(webhooks)
                .define(ORDER)
                .start();
    }

    private static String id(Gateway.Post post) {
        return post.headers().getOrDefault("Webhook-id", "none");
    }

    private static Gateway.Post arrived(Gateway gateway) throws InterruptedException {
        Gateway.Post post = gateway.posts().poll(20, TimeUnit.SECONDS);
        if (post == null) {
            throw new Show.NotShown("a post arrives");
        }
        return post;
    }
}
