package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationService;
import dev.notify.channel.LogChannel;
import dev.notify.event.NotificationEvent;
import dev.notify.http.EndpointGuard;
import dev.notify.http.HttpSender;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.request.Notification;
import dev.notify.webhook.WebhookChannel;
import dev.notify.webhook.WebhookEvents;
import dev.notify.webhook.WebhookSecret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The code of the guide's page on webhooks that no program shows. */
class WebhookEventsGuideTest {

    @Test
    void an_endpoint_is_told_what_happens() throws Exception {
        try (Gateway monitor = new Gateway(post -> Gateway.Answer.of(200))) {
            WebhookChannel webhooks = WebhookChannel.signedBy(
                            WebhookSecret.generate().text())
                    .http(HttpSender.builder()
                            .guard(EndpointGuard.publicHttps().allow(monitor.origin()))
                            .build())
                    .build();
            Address endpoint = Address.of(WEBHOOK, monitor.origin() + "/events");
            PrintStream quiet = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
            AtomicReference<NotificationService> service = new AtomicReference<>();
            // region events
            WebhookEvents events = WebhookEvents.to(
                            endpoint,
                            (tenant, n) -> service.get().forTenant(tenant).send(n))
                    .only(NotificationEvent.Finished.class);

            service.set(NotificationService.builder()
                    .store(MemoryStore.create())
                    .channel(webhooks)
                    .channel(LogChannel.standingFor(EMAIL).to(quiet))
                    .define(WebhookEvents.TYPE)
                    .onEvent(events)
                    .start());
            // endregion
            try (NotificationService started = service.get()) {
                started.send(Notification.text("Hello", "There").toAddress(Address.email("a@example.org")));

                Gateway.Post post = monitor.posts().poll(20, TimeUnit.SECONDS);
                assertThat(post).isNotNull();
                assertThat(new String(post.body(), StandardCharsets.UTF_8))
                        .startsWith("{\"type\":\"delivery.finished\"")
                        .contains("\"state\":\"SENT\"");
            }
        }
    }
}
