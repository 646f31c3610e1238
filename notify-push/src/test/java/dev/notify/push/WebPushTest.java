package dev.notify.push;

import static dev.notify.model.ChannelName.PUSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.DeviceSource;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.directory.Device;
import dev.notify.directory.RegisteredDevice;
import dev.notify.http.HttpJson;
import dev.notify.model.Address;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.template.Words;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.laws.ChannelLaws;
import dev.notify.testing.laws.SampleMessages;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WebPushTest {

    private static final NotificationType RESULT = NotificationType.named("result")
            .anyTime()
            .sendBy(PUSH)
            .requires("value")
            .text("Blood count", "It is {{value}}")
            .discreet("News", "Please sign in");

    private static final Instant NOW = Instant.parse("2026-03-09T10:00:00Z");

    private final VapidKeys keys = VapidKeys.generate();
    private final Browser browser = new Browser();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final List<PushServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(PushServer::close);
    }

    private PushServer server(PushServer.Desk desk) throws Exception {
        PushServer server = new PushServer(desk);
        servers.add(server);
        return server;
    }

    private WebPushBuilder to(PushServer server) {
        return WebPush.signedBy(keys, "mailto:ops@example.org")
                .http(server.sender()
                        .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))
                        .clock(now::get)
                        .build());
    }

    private static Message message() {
        return SampleMessages.to(Device.allOf("patient-42"));
    }

    private Device device(PushServer server, String path) {
        return browser.at(server.url(path)).device();
    }

    @Test
    void posts_what_the_browser_can_read() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(201));
        Message message = message();

        assertThat(to(server).build().push(message, device(server, "/p/1"))).isEqualTo(Outcome.sent());

        PushServer.Post post = server.posts().remove();
        assertThat(post.path()).isEqualTo("/p/1");
        assertThat(post.header("content-encoding")).isEqualTo("aes128gcm");
        assertThat(post.header("ttl")).isEqualTo("2419200");
        assertThat(post.header("urgency")).isEqualTo("normal");
        assertThat(post.header("topic"))
                .isEqualTo(message.id().toString().replace("-", ""))
                .hasSizeLessThanOrEqualTo(32);
        assertThat(post.headers()).doesNotContainKeys("crypto-key", "encryption");
        assertThat(post.body()).hasSize(86 + 512 + 16);
        assertThat(browser.reads(post.body()))
                .containsEntry("id", message.id().toString())
                .containsEntry("title", message.words().title())
                .containsEntry("body", message.words().body())
                .containsEntry("type", "sample");
    }

    @Test
    void says_who_we_are_in_a_token_that_is_made_anew_after_hours() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(201));
        WebPush push = to(server).build();
        for (int hours : new int[] {0, 5, 1}) {
            now.set(now.get().plus(Duration.ofHours(hours)));
            push.push(message(), device(server, "/p/1"));
        }

        List<String> tokens = server.posts().stream()
                .map(post -> post.header("authorization"))
                .toList();
        assertThat(tokens.get(1)).isEqualTo(tokens.get(0));
        assertThat(tokens.get(2)).isNotEqualTo(tokens.get(0));
        assertThat(tokens.get(0)).startsWith("vapid t=").endsWith(", k=" + keys.publicKey());
        String[] jwt =
                tokens.get(0).substring("vapid t=".length()).split(",", 2)[0].split("\\.", -1);
        assertThat(HttpJson.read(decoded(jwt[0]))).isEqualTo(Map.of("typ", "JWT", "alg", "ES256"));
        assertThat(HttpJson.read(decoded(jwt[1])))
                .isEqualTo(Map.of(
                        "aud", server.origin(), "exp", NOW.getEpochSecond() + 43_200, "sub", "mailto:ops@example.org"));
        assertThat(isSignedBy(keys, jwt)).isTrue();
    }

    private static String decoded(String base64) {
        return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static boolean isSignedBy(VapidKeys keys, String[] jwt) throws Exception {
        byte[] point = Base64.getUrlDecoder().decode(keys.publicKey());
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(
                                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                                new BigInteger(1, Arrays.copyOfRange(point, 33, 65))),
                        curve.getParameterSpec(ECParameterSpec.class)));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key);
        signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(jwt[2]));
    }

    @Test
    void what_was_subscribed_with_an_older_key_is_pushed_to_with_it() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(201));
        VapidKeys older = VapidKeys.generate();
        VapidKeys lost = VapidKeys.generate();
        WebPush push = to(server).alsoKnowing(older).build();
        PushSubscription subscription = browser.at(server.url("/p/1"));

        push.push(message(), subscription.subscribedWith(older.publicKey()).device());
        push.push(message(), subscription.subscribedWith(keys.publicKey()).device());
        Outcome unknown = push.push(
                message(), subscription.subscribedWith(lost.publicKey()).device());

        assertThat(server.posts())
                .extracting(post -> post.header("authorization"))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("k=" + older.publicKey()),
                        second -> assertThat(second).endsWith("k=" + keys.publicKey()));
        assertThat(((Outcome.Rejected) unknown).addressIsDead()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "200, sent",
        "202, sent",
        "302, rejected",
        "400, rejected",
        "401, rejected",
        "403, rejected",
        "404, dead",
        "410, dead",
        "429, try-again",
        "500, try-again",
        "503, try-again"
    })
    void an_answer_means(int status, String word) throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(status));

        Outcome outcome = to(server).build().push(message(), device(server, "/secret-1"));

        boolean dead = outcome instanceof Outcome.Rejected rejected && rejected.addressIsDead();
        assertThat(dead ? "dead" : outcome.word()).isEqualTo(word);
        assertThat(outcome.toString()).doesNotContain("secret-1");
    }

    @Test
    void a_service_that_asks_for_a_pause_gets_one() throws Exception {
        PushServer server = server(post -> new PushServer.Answer(429, Map.of("Retry-After", "60"), ""));
        WebPush push = to(server).build();

        assertThat(push.push(message(), device(server, "/p/1")))
                .isEqualTo(Outcome.tryAgain(Duration.ofSeconds(60), "the endpoint answered 429"));
        assertThat(push.push(message(), device(server, "/p/2")))
                .isEqualTo(Outcome.tryAgain(Duration.ofSeconds(60), "the server asked for a pause"));
        assertThat(server.posts()).hasSize(1);
    }

    @Test
    void what_is_too_long_says_only_which_notification_it_is() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(201));
        try (TestNotifications test = service(server, RESULT.showDetailsOn(PUSH))) {
            send(test, "x".repeat(5_000));

            PushServer.Post post = server.posts().remove();
            assertThat(post.body()).hasSizeLessThanOrEqualTo(4_096);
            assertThat(browser.reads(post.body()))
                    .containsEntry("type", "result")
                    .containsKeys("id", "notification")
                    .doesNotContainKeys("title", "body");
        }
    }

    @Test
    void a_service_that_takes_less_gets_the_least_and_then_nothing() throws Exception {
        PushServer some = server(post -> PushServer.Answer.of(post.body().length > 700 ? 413 : 201));
        PushServer none = server(post -> PushServer.Answer.of(413));
        Message message = message();
        Message longer = new Message(
                message.id(),
                message.notification(),
                message.tenant(),
                message.type(),
                message.priority(),
                message.recipient(),
                message.address(),
                new Words("Title", "x".repeat(900)),
                message.zone(),
                message.locale(),
                1,
                message.acceptedAt(),
                null,
                null,
                message.enclosures());

        assertThat(to(some).build().push(longer, device(some, "/p"))).isEqualTo(Outcome.sent());
        assertThat(some.posts()).hasSize(2);
        assertThat(to(none).build().push(longer, device(none, "/p")))
                .isEqualTo(Outcome.rejected("the push service answered 413: even the least is too long for it"));
        assertThat(none.posts()).hasSize(2);
    }

    private TestNotifications service(PushServer server, NotificationType type) {
        return TestNotifications.start(
                b -> b.define(type).channel(PushChannel.by(to(server).build())));
    }

    private Receipt send(TestNotifications test, String value) {
        test.notifications().devices().register("p1", device(servers.get(0), "/p/1"));
        Receipt receipt =
                test.notifications().send(Notification.of("result").to("p1").with("value", value));
        test.run();
        return receipt;
    }

    @Test
    void says_the_discreet_words_unless_its_type_shows_details() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(201));
        try (TestNotifications test = service(server, RESULT)) {
            send(test, "4.2");

            assertThat(browser.reads(server.posts().remove().body()))
                    .containsEntry("title", "News")
                    .containsEntry("body", "Please sign in");
        }
    }

    @Test
    void a_dead_subscription_is_taken_off_and_another_device_reached() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(post.path().equals("/p/1") ? 410 : 201));
        try (TestNotifications test = service(server, RESULT)) {
            test.notifications().devices().register("p1", device(server, "/p/2"));
            Receipt receipt = send(test, "4.2");

            assertThat(test.status(receipt.id()).deliveries().get(0).state()).isEqualTo(DeliveryState.SENT);
            assertThat(test.notifications().devices().of("p1"))
                    .extracting(one -> one.device().token())
                    .containsExactly(server.url("/p/2"));
        }
    }

    @Test
    void a_push_lives_no_longer_than_what_it_tells_of() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(201));
        now.set(TestNotifications.BEGINNING);
        try (TestNotifications test = service(server, RESULT.priority(Priority.HIGH))) {
            test.notifications().devices().register("p1", device(server, "/p/1"));
            test.notifications()
                    .send(Notification.of("result").to("p1").with("value", "1").expiresAfter(Duration.ofMinutes(10)));
            test.run();

            PushServer.Post post = server.posts().remove();
            assertThat(Integer.parseInt(post.header("ttl"))).isBetween(590, 600);
            assertThat(post.header("urgency")).isEqualTo("high");
        }
    }

    @Test
    void an_endpoint_that_leads_elsewhere_is_refused_when_it_is_registered_and_when_it_is_pushed_to() throws Exception {
        WebPush push = WebPush.signedBy(keys, "mailto:ops@example.org").build();
        for (String endpoint : List.of(
                "https://169.254.169.254/latest",
                "http://fcm.googleapis.com/fcm/send/x",
                "https://fcm.googleapis.com.evil.example/x",
                "https://user@fcm.googleapis.com/x",
                "https://push.example.org/x")) {
            Device device = browser.at(endpoint).device();
            assertThat(push.refuses(device)).isPresent();
            assertThat(push.push(message(), device)).isInstanceOf(Outcome.Rejected.class);
        }
        for (String endpoint : List.of(
                "https://fcm.googleapis.com/fcm/send/x",
                "https://updates.push.services.mozilla.com/wpush/v2/x",
                "https://wns2-by3p.notify.windows.com/w/?token=x",
                "https://web.push.apple.com/x")) {
            assertThat(push.refuses(browser.at(endpoint).device())).isEmpty();
        }
        try (TestNotifications test =
                TestNotifications.start(b -> b.define(RESULT).channel(PushChannel.by(push)))) {
            Device inside = browser.at("https://10.0.0.1/x").device();
            assertThatThrownBy(() -> test.notifications().devices().register("p1", inside))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("device has an endpoint that goes to a host that is not among those allowed");
            assertThatThrownBy(() -> test.notifications().devices().register("p1", new Device("fcm", "t")))
                    .hasMessage("device is of the kind fcm: this service pushes to [web]");
        }
    }

    @Test
    void settings_that_are_wrong_are_refused_by_name() {
        assertThatThrownBy(() -> WebPush.signedBy(keys, "ops@example.org")).hasMessageStartingWith("contact ");
        assertThatThrownBy(() -> WebPush.signedBy(keys, "mailto:a@b.example").timeToLive(Duration.ofDays(29)))
                .hasMessage("timeToLive must be from nothing to 28 days");
        WebPush push = WebPush.signedBy(keys, "https://example.org/contact").build();
        assertThatThrownBy(() -> PushChannel.by(push, push)).hasMessage("pushers has two of the kind web");
        assertThat(PushChannel.by(push).refuses(Address.of(PUSH, "x")).orElseThrow())
                .startsWith("is no address of push");
    }

    @TestFactory
    Stream<DynamicTest> keeps_the_laws_of_channels() throws Exception {
        List<DynamicTest> all = new ArrayList<>();
        for (int status : new int[] {201, 302, 403, 410, 413, 429, 500}) {
            PushServer server = server(post -> new PushServer.Answer(
                    status, Map.of("Retry-After", "1"), "canary-title-7f3a canary-body-91c4 patient-42"));
            ChannelLaws.of(() -> channel(server), WebPushTest::message)
                    .forEach(law -> all.add(DynamicTest.dynamicTest(
                            status + ": " + law.name(), () -> law.check().run())));
        }
        return all.stream();
    }

    private PushChannel channel(PushServer server) {
        PushChannel channel = PushChannel.by(to(server).build());
        channel.devices(new DeviceSource() {
            @Override
            public List<RegisteredDevice> devicesOf(Tenant tenant, String recipientId) {
                return List.of(new RegisteredDevice(device(server, "/p/1"), NOW));
            }

            @Override
            public void gone(Tenant tenant, String recipientId, RegisteredDevice since, String why) {}
        });
        return channel;
    }
}
