package dev.notify.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.directory.Device;
import dev.notify.http.HttpJson;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.template.Words;
import dev.notify.testing.laws.ChannelLaws;
import dev.notify.testing.laws.SampleMessages;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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

/** Firebase, played by a local server that gives its documented answers. */
@Timeout(60)
class FcmTest {

    private static final Instant NOW = Instant.parse("2026-03-09T10:00:00Z");
    private static final Device DEVICE = new Device("fcm", "token-of-a-device:APA91b_x-y");

    private static KeyPair keys;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final AtomicInteger tokens = new AtomicInteger();
    private final List<PushServer> servers = new ArrayList<>();

    @BeforeAll
    static void key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @AfterEach
    void close() {
        servers.forEach(PushServer::close);
    }

    private PushServer server(PushServer.Desk desk) throws Exception {
        PushServer server = new PushServer(post -> post.path().equals("/token")
                ? new PushServer.Answer(
                        200, Map.of(), "{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":3599}")
                : desk.answer(post));
        servers.add(server);
        return server;
    }

    private static Map<String, String> account(String tokenUri) {
        Map<String, String> file = new LinkedHashMap<>();
        file.put("type", "service_account");
        file.put("project_id", "clinic-1");
        file.put(
                "private_key",
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        file.put("client_email", "push@clinic-1.example.org");
        file.put("token_uri", tokenUri);
        return file;
    }

    private Fcm to(PushServer server) {
        return Fcm.account(HttpJson.write(account(server.url("/token"))))
                .at(URI.create(server.origin()))
                .http(server.sender()
                        .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))
                        .clock(now::get)
                        .build());
    }

    private static Message message(String body) {
        Message sample = SampleMessages.to(Address.of(ChannelName.PUSH, "fcm:" + DEVICE.token()));
        return new Message(
                sample.id(),
                sample.notification(),
                sample.tenant(),
                sample.type(),
                Priority.HIGH,
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

    private static PushServer.Answer error(int status, String code, String more) {
        return new PushServer.Answer(
                status,
                Map.of(),
                "{\"error\":{\"code\":" + status + ",\"status\":\"X\",\"message\":\"" + DEVICE.token()
                        + "\",\"details\":[{\"@type\":\"type.googleapis.com/google.firebase.fcm.v1.FcmError\",\"errorCode\":\""
                        + code + "\"}" + more + "]}}");
    }

    @Test
    void asks_for_a_token_and_sends_by_it() throws Exception {
        PushServer server =
                server(post -> new PushServer.Answer(200, Map.of(), "{\"name\":\"projects/clinic-1/messages/7\"}"));
        Message message = message("Body \u00fc");

        assertThat(to(server).push(message, DEVICE)).isEqualTo(Outcome.sent("projects/clinic-1/messages/7"));

        PushServer.Post token = server.posts().remove();
        Map<String, String> form = new LinkedHashMap<>();
        for (String field : new String(token.body(), StandardCharsets.US_ASCII).split("&")) {
            String[] pair = field.split("=", 2);
            form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        String[] jwt = form.get("assertion").split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
        assertThat(HttpJson.read(new String(Base64.getUrlDecoder().decode(jwt[1]), StandardCharsets.UTF_8)))
                .isEqualTo(Map.of(
                        "iss",
                        "push@clinic-1.example.org",
                        "scope",
                        "https://www.googleapis.com/auth/firebase.messaging",
                        "aud",
                        server.url("/token"),
                        "iat",
                        NOW.getEpochSecond(),
                        "exp",
                        NOW.getEpochSecond() + 3_600));

        PushServer.Post post = server.posts().remove();
        assertThat(post.path()).isEqualTo("/v1/projects/clinic-1/messages:send");
        assertThat(post.header("authorization")).isEqualTo("Bearer t1");
        String collapse = message.id().toString().replace("-", "");
        assertThat(HttpJson.read(new String(post.body(), StandardCharsets.UTF_8)))
                .isEqualTo(Map.of(
                        "message",
                        Map.of(
                                "token", DEVICE.token(),
                                "notification", Map.of("title", "Title", "body", "Body \u00fc"),
                                "data",
                                        Map.of(
                                                "id", message.id().toString(),
                                                "notification",
                                                        message.notification().toString(),
                                                "type", "sample"),
                                "android",
                                        Map.of(
                                                "priority",
                                                "HIGH",
                                                "ttl",
                                                "3600s",
                                                "collapse_key",
                                                collapse,
                                                "notification",
                                                Map.of("tag", collapse)),
                                "apns",
                                        Map.of(
                                                "headers",
                                                Map.of(
                                                        "apns-priority",
                                                        "10",
                                                        "apns-expiration",
                                                        Long.toString(NOW.getEpochSecond() + 3_600),
                                                        "apns-collapse-id",
                                                        collapse)))));
    }

    @Test
    void keeps_a_token_until_shortly_before_its_end() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(200));
        Fcm fcm = to(server);

        fcm.push(message("a"), DEVICE);
        now.set(NOW.plus(Duration.ofMinutes(54)));
        fcm.push(message("b"), DEVICE);
        assertThat(tokens).hasValue(1);
        now.set(NOW.plus(Duration.ofMinutes(56)));
        fcm.push(message("c"), DEVICE);
        assertThat(tokens).hasValue(2);
    }

    @Test
    void a_refused_token_is_made_anew_once() throws Exception {
        PushServer once =
                server(post -> PushServer.Answer.of(post.header("authorization").endsWith("t1") ? 401 : 200));
        assertThat(to(once).push(message("a"), DEVICE)).isEqualTo(Outcome.sent());
        assertThat(tokens).hasValue(2);

        PushServer never = server(post -> PushServer.Answer.of(401));
        assertThat(to(never).push(message("a"), DEVICE).word()).isEqualTo("misconfigured");
        assertThat(tokens).hasValue(4);
    }

    @ParameterizedTest
    @CsvSource({
        "404, UNREGISTERED, dead",
        "403, SENDER_ID_MISMATCH, dead",
        "400, INVALID_ARGUMENT, rejected",
        "429, QUOTA_EXCEEDED, try-again",
        "503, UNAVAILABLE, try-again",
        "500, INTERNAL, try-again",
        "401, THIRD_PARTY_AUTH_ERROR, misconfigured",
        "403, PERMISSION_DENIED, misconfigured",
        "404, NOT_FOUND, misconfigured",
        "400, SOMETHING_NEW, rejected",
        "502, SOMETHING_NEW, try-again"
    })
    void codes_mean(int status, String code, String word) throws Exception {
        PushServer server = server(post -> error(status, code, ""));

        Outcome outcome = to(server).push(message("a"), DEVICE);

        boolean dead = outcome instanceof Outcome.Rejected rejected && rejected.addressIsDead();
        assertThat(dead ? "dead" : outcome.word()).isEqualTo(word);
        assertThat(outcome.toString()).doesNotContain(DEVICE.token());
    }

    @Test
    void an_argument_that_is_wrong_is_the_devices_only_if_it_is_its_token() throws Exception {
        String about =
                ",{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":[{\"field\":\"%s\"}]}";
        PushServer token = server(post -> error(400, "INVALID_ARGUMENT", String.format(about, "message.token")));
        PushServer ttl = server(post -> error(400, "INVALID_ARGUMENT", String.format(about, "message.android.ttl")));

        assertThat(((Outcome.Rejected) to(token).push(message("a"), DEVICE)).addressIsDead())
                .isTrue();
        assertThat(((Outcome.Rejected) to(ttl).push(message("a"), DEVICE)).addressIsDead())
                .isFalse();
    }

    @Test
    void waits_a_minute_where_too_much_was_sent_or_as_long_as_it_was_told() throws Exception {
        PushServer quota = server(post -> error(429, "QUOTA_EXCEEDED", ""));
        assertThat(((Outcome.TryAgain) to(quota).push(message("a"), DEVICE)).after())
                .isEqualTo(Duration.ofMinutes(1));
        PushServer away = server(post -> new PushServer.Answer(
                503, Map.of("Retry-After", "90"), error(503, "UNAVAILABLE", "").body()));
        assertThat(((Outcome.TryAgain) to(away).push(message("a"), DEVICE)).after())
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void an_account_that_is_refused_is_a_misconfiguration_and_one_that_cannot_be_asked_is_not() throws Exception {
        PushServer refuses =
                new PushServer(post -> new PushServer.Answer(400, Map.of(), "{\"error\":\"invalid_grant\"}"));
        PushServer away = new PushServer(post -> PushServer.Answer.of(503));
        servers.addAll(List.of(refuses, away));

        assertThat(to(refuses).push(message("a"), DEVICE))
                .isEqualTo(Outcome.misconfigured("Google refuses the service account with 400"));
        assertThat(to(away).push(message("a"), DEVICE).word()).isEqualTo("try-again");
    }

    @Test
    void what_is_too_long_shows_a_short_title_only() throws Exception {
        PushServer server = server(post -> PushServer.Answer.of(200));

        to(server).push(message("x".repeat(5_000)), DEVICE);

        server.posts().remove();
        String sent = new String(server.posts().remove().body(), StandardCharsets.UTF_8);
        assertThat(sent).hasSizeLessThan(4_096).contains("\"notification\":{\"title\":\"Title\"}");
    }

    @Test
    void what_is_wrong_is_refused_by_name() {
        assertThatThrownBy(() -> Fcm.account("x")).hasMessageStartingWith("fcm.account is no JSON");
        for (String part : List.of("project_id", "private_key", "client_email", "token_uri")) {
            Map<String, String> file = account("https://oauth2.googleapis.com/token");
            file.remove(part);
            assertThatThrownBy(() -> Fcm.account(HttpJson.write(file)))
                    .hasMessage("fcm.account." + part + " is missing");
        }
        Map<String, String> file = account("https://oauth2.googleapis.com/token");
        file.put("private_key", "secret");
        assertThatThrownBy(() -> Fcm.account(HttpJson.write(file)))
                .hasMessageStartingWith("fcm.account.private_key is no private key")
                .hasMessageNotContaining("secret");
        Fcm fcm = Fcm.account(HttpJson.write(account("https://oauth2.googleapis.com/token")));
        assertThat(fcm).hasToString("Fcm[clinic-1]");
        assertThat(fcm.refuses(new Device("fcm", "x y"))).isPresent();
        assertThat(fcm.refuses(DEVICE)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> keeps_the_laws_of_channels() throws Exception {
        List<DynamicTest> all = new ArrayList<>();
        for (int status : new int[] {200, 404, 503}) {
            PushServer server = server(post -> error(status, "UNREGISTERED", ""));
            ChannelLaws.of(() -> PushChannel.by(to(server)), () -> message("canary-body-91c4"))
                    .forEach(law -> all.add(DynamicTest.dynamicTest(
                            status + ": " + law.name(), () -> law.check().run())));
        }
        return all.stream();
    }
}
