package dev.notify.webhook;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.event.NotificationEvent;
import dev.notify.http.PlayedServer;
import dev.notify.internal.json.Json;
import dev.notify.model.Address;
import dev.notify.model.InvalidInputException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.laws.ChannelLaws;
import dev.notify.testing.laws.SampleMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookChannelTest {

    private static final NotificationType RESULT = NotificationType.named("result")
            .anyTime()
            .sendBy(WEBHOOK)
            .text("Blood count", "It is 4.2")
            .discreet("News", "Please sign in");

    private final WebhookSecret secret = WebhookSecret.generate();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-09T10:00:00Z"));
    private final List<Address> told = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private PlayedServer server(PlayedServer.Part part) throws Exception {
        PlayedServer server = new PlayedServer(part);
        open.add(server);
        return server;
    }

    private WebhookChannelBuilder to(PlayedServer server) {
        return WebhookChannel.signedBy(secret.text())
                .http(server.sender()
                        .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))
                        .clock(now::get)
                        .build())
                .onGone(told::add);
    }

    private static Message message(PlayedServer server, String path) {
        return SampleMessages.to(Address.of(WEBHOOK, server.url(path)));
    }

    private boolean isSigned(PlayedServer.Asked asked) {
        return new WebhookSignature(List.of(secret))
                .refuses(asked.headers(), asked.body().getBytes(StandardCharsets.ISO_8859_1), now.get())
                .isEmpty();
    }

    @Test
    void posts_the_words_signed() throws Exception {
        PlayedServer server = server(PlayedServer.answer(204, ""));
        Message message = message(server, "/in");

        assertThat(to(server).build().deliver(message)).isEqualTo(Outcome.sent());

        PlayedServer.Asked asked = server.asked().remove();
        assertThat(isSigned(asked)).isTrue();
        assertThat(asked.header("webhook-id")).isEqualTo(message.id().toString());
        assertThat(asked.header("content-type")).isEqualTo("application/json");
        Map<String, Object> body =
                Json.read(new String(asked.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        assertThat(body).containsEntry("type", "sample").containsKey("timestamp");
        assertThat((Map<?, ?>) body.get("data")).satisfies(data -> {
            assertThat(data.get("delivery")).isEqualTo(message.id().toString());
            assertThat(data.get("recipient")).isEqualTo("patient-42");
            assertThat(data.get("title")).isEqualTo(message.words().title());
            assertThat(data.get("body")).isEqualTo(message.words().body());
        });
    }

    @Test
    void another_try_has_the_same_id_and_body_and_a_signature_of_its_own() throws Exception {
        PlayedServer server = server(PlayedServer.answer(500, ""));
        Message message = message(server, "/in");
        WebhookChannel channel = to(server).build();

        channel.deliver(message);
        now.set(now.get().plusSeconds(600));
        channel.deliver(SampleMessages.again(message));

        PlayedServer.Asked first = server.asked().remove();
        PlayedServer.Asked second = server.asked().remove();
        assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("webhook-signature")).isNotEqualTo(first.header("webhook-signature"));
        assertThat(isSigned(second)).isTrue();
    }

    @Test
    void an_endpoint_that_is_gone_gets_nothing_more_until_it_is_enabled() throws Exception {
        PlayedServer server = server(PlayedServer.answer(410, ""));
        WebhookChannel channel = to(server).build();
        Address address = Address.of(WEBHOOK, server.url("/in"));

        assertThat(((Outcome.Rejected) channel.deliver(message(server, "/in"))).addressIsDead())
                .isTrue();
        assertThat(((Outcome.Rejected) channel.deliver(message(server, "/in"))).addressIsDead())
                .isTrue();

        assertThat(server.connections()).isEqualTo(1);
        assertThat(told).containsExactly(address);
        assertThat(channel.isGone(address)).isTrue();
        server.play(PlayedServer.answer(200, ""));
        assertThat(channel.deliver(message(server, "/other"))).isEqualTo(Outcome.sent());
        channel.enable(address);
        assertThat(channel.deliver(message(server, "/in"))).isEqualTo(Outcome.sent());
    }

    @Test
    void leaves_a_server_alone_as_long_as_it_asked() throws Exception {
        PlayedServer server = server(PlayedServer.answer(429, "", "Retry-After: 120"));
        WebhookChannel channel = to(server).build();

        assertThat(channel.deliver(message(server, "/a")))
                .isEqualTo(Outcome.tryAgain(Duration.ofSeconds(120), "the endpoint answered 429"));
        now.set(now.get().plusSeconds(100));
        assertThat(channel.deliver(message(server, "/b")))
                .isEqualTo(Outcome.tryAgain(Duration.ofSeconds(20), "the server asked for a pause"));
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void a_refusal_can_be_declared_to_pass() throws Exception {
        PlayedServer server = server(PlayedServer.answer(404, ""));

        assertThat(to(server).build().deliver(message(server, "/in")).word()).isEqualTo("rejected");
        assertThat(to(server)
                        .tryAgainOn(404)
                        .build()
                        .deliver(message(server, "/in"))
                        .word())
                .isEqualTo("try-again");
    }

    @Test
    void an_answer_that_was_lost_may_have_been_a_yes() throws Exception {
        PlayedServer server = server((asked, out) -> {});

        assertThat(to(server).build().deliver(message(server, "/in"))).isInstanceOf(Outcome.MaybeSent.class);
        assertThat(server.connections()).isEqualTo(2); // whoever is there drops a repetition
    }

    @Test
    void an_endpoint_without_a_secret_gets_nothing() throws Exception {
        PlayedServer server = server(PlayedServer.answer(200, ""));
        WebhookChannel channel = WebhookChannel.signedBy(
                        (tenant, endpoint) -> endpoint.getPath().equals("/known") ? List.of(secret) : List.of())
                .http(server.sender().clock(now::get).build())
                .build();

        assertThat(channel.deliver(message(server, "/unknown")).word()).isEqualTo("rejected");
        assertThat(server.connections()).isZero();
        assertThat(channel.deliver(message(server, "/known")).word()).isEqualTo("sent");
        assertThat(isSigned(server.asked().remove())).isTrue();
    }

    @Test
    void a_private_endpoint_is_refused_when_it_is_saved_and_when_it_is_sent_to() {
        WebhookChannel channel = WebhookChannel.signedBy(secret.text()).build();
        Address inside = Address.of(WEBHOOK, "https://169.254.169.254/latest");

        assertThat(channel.refuses(inside)).contains("goes to a private network");
        assertThat(channel.deliver(SampleMessages.to(inside)))
                .isEqualTo(Outcome.rejected("the endpoint goes to a private network"));
        try (TestNotifications test =
                TestNotifications.start(b -> b.channel(channel).define(RESULT))) {
            assertThatThrownBy(() ->
                            test.notifications().send(Notification.of(RESULT).toAddress(inside)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("goes to a private network");
        }
    }

    @Test
    void says_the_discreet_words_unless_its_type_shows_details() throws Exception {
        PlayedServer server = server(PlayedServer.answer(200, ""));
        try (TestNotifications test =
                TestNotifications.start(b -> b.channel(to(server).build()).define(RESULT))) {
            Receipt receipt = test.notifications()
                    .send(Notification.of(RESULT).toAddress(Address.of(WEBHOOK, server.url("/in"))));
            test.run();

            assertThat(test.status(receipt.id()).deliveries())
                    .allMatch(delivery -> delivery.state() == DeliveryState.SENT);
            String body = server.asked().remove().body();
            assertThat(body).contains("Please sign in").doesNotContain("4.2").doesNotContain("recipient");
        }
    }

    @Test
    void tells_an_endpoint_what_a_service_does_once_and_nothing_of_itself() throws Exception {
        PlayedServer server = server(PlayedServer.answer(200, ""));
        AtomicReference<TestNotifications> service = new AtomicReference<>();
        WebhookEvents events = WebhookEvents.to(
                        Address.of(WEBHOOK, server.url("/events")),
                        (tenant, n) ->
                                service.get().notifications().forTenant(tenant).send(n))
                .only(NotificationEvent.Finished.class);
        try (TestNotifications test = TestNotifications.start(
                b -> b.channel(to(server).build()).define(WebhookEvents.TYPE).onEvent(events), EMAIL)) {
            service.set(test);
            test.notifications()
                    .forTenant("north")
                    .send(Notification.text("Hello", "\"There\" <b>&")
                            .correlation("c-7")
                            .toAddress(Address.email("a@example.org")));
            test.run();

            assertThat(server.connections()).isEqualTo(1);
            PlayedServer.Asked asked = server.asked().remove();
            assertThat(isSigned(asked)).isTrue();
            Map<String, Object> body = Json.read(asked.body());
            assertThat(body).containsEntry("type", "delivery.finished");
            assertThat(new HashMap<Object, Object>((Map<?, ?>) body.get("data")))
                    .containsEntry("state", "SENT")
                    .containsEntry("channel", "email")
                    .containsEntry("tenant", "north")
                    .containsEntry("correlation", "c-7")
                    .containsKeys("notification", "delivery", "at", "type");
            assertThat(asked.body()).doesNotContain("There");
        }
    }

    @Test
    void settings_that_are_wrong_or_doubled_are_refused_by_name() {
        assertThatThrownBy(() -> WebhookChannel.signedBy("short")).hasMessageStartingWith("secret ");
        assertThatThrownBy(() -> WebhookChannel.signedBy(secret.text()).tryAgainOn(410))
                .hasMessageStartingWith("tryAgainOn has 410");
        assertThatThrownBy(() ->
                        WebhookChannel.signedBy(secret.text()).name(WEBHOOK).name(WEBHOOK))
                .hasMessage("name is given twice");
        assertThatThrownBy(() -> WebhookEvents.to(Address.email("a@example.org"), (tenant, n) -> {}))
                .hasMessageStartingWith("endpoint ");
    }

    @TestFactory
    Stream<DynamicTest> keeps_the_laws_of_channels() throws Exception {
        List<DynamicTest> all = new ArrayList<>();
        for (int status : new int[] {200, 302, 404, 410, 429, 500}) {
            PlayedServer server = server(PlayedServer.answer(
                    status, "canary.person canary-title-7f3a canary-body-91c4", "Retry-After: 1", "Location: /x"));
            ChannelLaws.of(() -> to(server).build(), () -> message(server, "/canary-address"))
                    .forEach(law -> all.add(DynamicTest.dynamicTest(
                            status + ": " + law.name(), () -> law.check().run())));
        }
        return all.stream();
    }
}
