package dev.notify.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.directory.Device;
import dev.notify.directory.RegisteredDevice;
import dev.notify.http.HttpJson;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.template.Words;
import dev.notify.testing.laws.ChannelLaws;
import dev.notify.testing.laws.SampleMessages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apple's service, played by a local server that gives its documented answers. */
@Timeout(60)
class ApnsTest {

    private static final Instant NOW = Instant.parse("2026-03-09T10:00:00Z");
    private static final Device DEVICE = new Device("apns", "0123456789abcdef".repeat(4));

    private static KeyPair keys;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final List<PushServer> servers = new ArrayList<>();

    @BeforeAll
    static void key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
    }

    @AfterEach
    void close() {
        servers.forEach(PushServer::close);
    }

    private PushServer server(PushServer.Desk desk) throws Exception {
        PushServer server = new PushServer(desk);
        servers.add(server);
        return server;
    }

    private static String pem() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";
    }

    private Apns to(PushServer server) {
        return Apns.key(pem(), "ABCDE12345", "TEAM012345", "org.example.clinic")
                .at(URI.create(server.origin()))
                .http(server.sender()
                        .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))
                        .clock(now::get)
                        .build());
    }

    private static Message message(String body, Priority priority) {
        Message sample = SampleMessages.to(Address.of(ChannelName.PUSH, "apns:" + DEVICE.token()));
        return new Message(
                sample.id(),
                sample.notification(),
                sample.tenant(),
                sample.type(),
                priority,
                sample.recipient(),
                sample.address(),
                new Words("Title", body),
                sample.zone(),
                sample.locale(),
                1,
                sample.acceptedAt(),
                NOW.plusSeconds(3_600),
                null,
                sample.enclosures());
    }

    private static PushServer.Answer error(int status, String reason) {
        return new PushServer.Answer(status, Map.of(), "{\"reason\":\"" + reason + "\",\"timestamp\":1}");
    }

    @Test
    void posts_as_apple_wants_it() throws Exception {
        Message message = message("Body", Priority.HIGH);
        PushServer server = server(post ->
                new PushServer.Answer(200, Map.of("apns-id", message.id().toString()), ""));

        assertThat(to(server).push(message, DEVICE))
                .isEqualTo(Outcome.sent(message.id().toString()));

        PushServer.Post post = server.posts().remove();
        assertThat(post.path()).isEqualTo("/3/device/" + DEVICE.token());
        assertThat(post.header("apns-topic")).isEqualTo("org.example.clinic");
        assertThat(post.header("apns-push-type")).isEqualTo("alert");
        assertThat(post.header("apns-priority")).isEqualTo("10");
        assertThat(post.header("apns-expiration")).isEqualTo(Long.toString(NOW.getEpochSecond() + 3_600));
        assertThat(post.header("apns-id")).isEqualTo(message.id().toString());
        assertThat(post.header("apns-collapse-id")).hasSize(32);
        assertThat(HttpJson.read(new String(post.body(), StandardCharsets.UTF_8)))
                .isEqualTo(Map.of(
                        "aps", Map.of("alert", Map.of("title", "Title", "body", "Body"), "sound", "default"),
                        "id", message.id().toString(),
                        "notification", message.notification().toString(),
                        "type", "sample"));
        String[] jwt =
                post.header("authorization").substring("Bearer ".length()).split("\\.", -1);
        assertThat(HttpJson.read(decoded(jwt[0]))).isEqualTo(Map.of("alg", "ES256", "kid", "ABCDE12345"));
        assertThat(HttpJson.read(decoded(jwt[1]))).isEqualTo(Map.of("iss", "TEAM012345", "iat", NOW.getEpochSecond()));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(keys.getPublic());
        signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
    }

    private static String decoded(String base64) {
        return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @Test
    void what_is_not_urgent_makes_no_sound() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(200));
        to(server).push(message("Body", Priority.NORMAL), DEVICE);

        PushServer.Post post = server.posts().remove();
        assertThat(post.header("apns-priority")).isEqualTo("5");
        assertThat(new String(post.body(), StandardCharsets.UTF_8)).doesNotContain("sound");
    }

    @Test
    void keeps_a_token_for_forty_minutes() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(200));
        Apns apns = to(server);
        List<String> seen = new ArrayList<>();
        for (int minutes : new int[] {0, 39, 40}) {
            now.set(NOW.plus(Duration.ofMinutes(minutes)));
            apns.push(message("a", Priority.NORMAL), DEVICE);
            seen.add(server.posts().remove().header("authorization"));
        }

        assertThat(seen.get(1)).isEqualTo(seen.get(0));
        assertThat(seen.get(2)).isNotEqualTo(seen.get(0));
    }

    @Test
    void an_expired_token_is_signed_anew_once() throws Exception {
        Set<String> seen = new HashSet<>();
        PushServer server = server(post -> {
            seen.add(post.header("authorization"));
            return seen.size() == 1 ? error(403, "ExpiredProviderToken") : PushServer.Answer.of(200);
        });
        assertThat(to(server).push(message("a", Priority.NORMAL), DEVICE)).isEqualTo(Outcome.sent());

        PushServer never = server(post -> error(403, "ExpiredProviderToken"));
        assertThat(to(never).push(message("a", Priority.NORMAL), DEVICE).word()).isEqualTo("misconfigured");
        assertThat(never.posts()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "410, Unregistered, dead",
        "410, ExpiredToken, dead",
        "400, BadDeviceToken, rejected",
        "400, DeviceTokenNotForTopic, rejected",
        "400, BadMessageId, rejected",
        "400, IdleTimeout, try-again",
        "400, TopicDisallowed, misconfigured",
        "400, MissingTopic, misconfigured",
        "403, InvalidProviderToken, misconfigured",
        "403, Forbidden, misconfigured",
        "403, SomethingNew, misconfigured",
        "413, PayloadTooLarge, rejected",
        "429, TooManyRequests, try-again",
        "429, TooManyProviderTokenUpdates, try-again",
        "500, InternalServerError, try-again",
        "503, ServiceUnavailable, try-again",
        "503, Shutdown, try-again"
    })
    void reasons_mean(int status, String reason, String word) throws Exception {
        PushServer server = server(post -> error(status, reason));

        Outcome outcome = to(server).push(message("a", Priority.NORMAL), DEVICE);

        boolean dead = outcome instanceof Outcome.Rejected rejected && rejected.addressIsDead();
        assertThat(dead ? "dead" : outcome.word()).isEqualTo(word);
        assertThat(outcome.toString()).contains(reason).doesNotContain(DEVICE.token());
    }

    @Test
    void what_is_too_long_shows_a_short_title_only() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(200));
        to(server).push(message("x".repeat(5_000), Priority.NORMAL), DEVICE);
        assertThat(new String(server.posts().remove().body(), StandardCharsets.UTF_8))
                .startsWith("{\"aps\":{\"alert\":{\"title\":\"Title\"}}");

        PushServer narrow =
                server(post -> post.body().length > 300 ? error(413, "PayloadTooLarge") : PushServer.Answer.of(200));
        assertThat(to(narrow).push(message("x".repeat(400), Priority.NORMAL), DEVICE))
                .isEqualTo(Outcome.sent());
        assertThat(narrow.posts()).hasSize(2);
    }

    @Test
    void what_is_wrong_is_refused_by_name() {
        assertThatThrownBy(() -> Apns.key("secret", "ABCDE12345", "TEAM012345", "org.example"))
                .hasMessageStartingWith("apns.key is no private key")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Apns.key(pem(), "x", "TEAM012345", "org.example"))
                .hasMessageStartingWith("apns.keyId ");
        assertThatThrownBy(() -> Apns.key(pem(), "ABCDE12345", "x", "org.example"))
                .hasMessageStartingWith("apns.teamId ");
        assertThatThrownBy(() -> Apns.key(pem(), "ABCDE12345", "TEAM012345", "a b"))
                .hasMessageStartingWith("apns.bundle ");
        Apns apns = Apns.key(pem(), "ABCDE12345", "TEAM012345", "org.example").sandbox();
        assertThat(apns).hasToString("Apns[org.example]");
        assertThat(apns.refuses(new Device("apns", "xyz"))).isPresent();
        assertThat(apns.refuses(new Device("apns", "../../x"))).isPresent();
        assertThat(apns.refuses(DEVICE)).isEmpty();
    }

    @Test
    void a_device_that_was_registered_again_since_is_kept() throws Exception {
        Instant gone = Instant.parse("2026-03-01T10:00:00Z");
        PushServer server = server(post -> new PushServer.Answer(
                410, Map.of(), "{\"reason\":\"Unregistered\",\"timestamp\":" + gone.toEpochMilli() + "}"));
        Apns apns = to(server);
        Message message = message("a", Priority.NORMAL);

        assertThat(apns.push(message, new RegisteredDevice(DEVICE, gone.plusSeconds(1))))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        r -> assertThat(r.addressIsDead()).isFalse());
        assertThat(apns.push(message, new RegisteredDevice(DEVICE, gone.minusSeconds(1))))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        r -> assertThat(r.addressIsDead()).isTrue());
        assertThat(apns.push(message, DEVICE))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        r -> assertThat(r.addressIsDead()).isTrue());
    }

    @TestFactory
    Stream<DynamicTest> keeps_the_laws_of_channels() throws Exception {
        List<DynamicTest> all = new ArrayList<>();
        for (int status : new int[] {200, 410, 503}) {
            PushServer server = server(post -> error(status, "Unregistered"));
            ChannelLaws.of(() -> PushChannel.by(to(server)), () -> message("canary-body-91c4", Priority.NORMAL))
                    .forEach(law -> all.add(DynamicTest.dynamicTest(
                            status + ": " + law.name(), () -> law.check().run())));
        }
        return all.stream();
    }
}
