package dev.notify.sms;

import static dev.notify.model.ChannelName.SMS;
import static dev.notify.model.ChannelName.VOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.Enclosures;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.http.PlayedServer;
import dev.notify.internal.json.Json;
import dev.notify.model.Address;
import dev.notify.template.Words;
import dev.notify.testing.laws.ChannelLaws;
import dev.notify.testing.laws.SampleMessages;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Channels through each gateway, against a server that plays its documented answers. */
@Timeout(60)
class SmsGatewaysTest {

    private static final String SID = "AC" + "0123456789abcdef".repeat(2);
    private static final Instant NOW = Instant.parse("2026-03-09T10:00:00Z");

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

    private static SmsChannelBuilder channel(PlayedServer server, SmsGateway gateway) {
        return SmsChannel.through(gateway)
                .http(server.sender()
                        .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1))
                        .clock(() -> NOW)
                        .build());
    }

    private static TwilioGateway twilio(PlayedServer server) {
        return TwilioGateway.account(SID, () -> "token-1").from("+15550100999").at(URI.create(server.origin()));
    }

    private static AfricasTalkingGateway africasTalking(PlayedServer server) {
        return AfricasTalkingGateway.account("clinic", () -> "key-1")
                .from("CLINIC")
                .at(URI.create(server.origin()));
    }

    private static JsonGateway json(PlayedServer server) {
        return JsonGateway.post(
                        URI.create(server.url("/v2/messages")),
                        Map.of("messages", List.of(Map.of("to", "{to}", "content", "{text}")), "ref", "{id}", "n", 1))
                .bearer(() -> "key-2")
                .idAt("messages.0.id")
                .deadWhere("error.code", "INVALID_NUMBER");
    }

    private static Message message(String text) {
        Message sample = SampleMessages.to(Address.sms("+15550100042"));
        return new Message(
                sample.id(),
                sample.notification(),
                sample.tenant(),
                sample.type(),
                sample.priority(),
                sample.recipient(),
                sample.address(),
                new Words("Title", text),
                sample.zone(),
                sample.locale(),
                1,
                sample.acceptedAt(),
                NOW.plusSeconds(600),
                null,
                Enclosures.NOTHING);
    }

    private static Map<String, String> form(PlayedServer.Asked asked) {
        return Arrays.stream(asked.body().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Test
    void twilio_is_asked_as_it_wants_to_be() throws Exception {
        PlayedServer server = server(PlayedServer.answer(
                201, "{\"sid\":\"SM42\",\"status\":\"queued\",\"error_code\":null,\"num_segments\":\"1\"}"));

        Message message = message("Gr\u00fc\u00dfe & mehr");

        Outcome outcome = channel(server, twilio(server).statusCallback(URI.create("https://example.org/sms")))
                .build()
                .deliver(message);

        assertThat(outcome).isEqualTo(Outcome.sent("SM42"));
        PlayedServer.Asked asked = server.asked().remove();
        assertThat(asked.path()).isEqualTo("/2010-04-01/Accounts/" + SID + "/Messages.json");
        assertThat(asked.header("authorization")).startsWith("Basic ");
        assertThat(form(asked))
                .isEqualTo(Map.of(
                        "To", "+15550100042",
                        "From", "+15550100999",
                        "Body", "Gr\u00fc\u00dfe & mehr",
                        "StatusCallback", "https://example.org/sms?delivery=" + message.id(),
                        "ValidityPeriod", "600"));
    }

    @Test
    void twilio_may_choose_the_number_and_be_asked_with_a_key() throws Exception {
        PlayedServer server = server(PlayedServer.answer(201, "{\"sid\":\"SM42\"}"));
        String service = SID.replace("AC", "MG");

        channel(server, twilio(server).messagingService(service).apiKey(SID.replace("AC", "SK"), () -> "s"))
                .build()
                .deliver(message("x"));

        PlayedServer.Asked asked = server.asked().remove();
        assertThat(asked.path()).contains(SID);
        assertThat(asked.header("authorization"))
                .isEqualTo("Basic "
                        + java.util.Base64.getEncoder()
                                .encodeToString((SID.replace("AC", "SK") + ":s").getBytes(StandardCharsets.UTF_8)));
        assertThat(form(asked)).containsEntry("MessagingServiceSid", service).doesNotContainKey("From");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 21211, dead",
        "400, 21614, dead",
        "400, 21610, rejected",
        "400, 21408, rejected",
        "400, 21612, rejected",
        "400, 21617, rejected",
        "400, 21608, rejected",
        "400, 99999, rejected",
        "400, 21606, misconfigured",
        "400, 21659, misconfigured",
        "400, 21212, misconfigured",
        "401, 20003, misconfigured",
        "403, 20006, misconfigured",
        "404, 20404, misconfigured",
        "429, 20429, unavailable",
        "400, 14107, unavailable",
        "500, 20500, try-again",
        "503, 20503, try-again"
    })
    void twilios_codes_mean(int status, long code, String word) throws Exception {
        PlayedServer server = server(PlayedServer.answer(
                status, "{\"code\":" + code + ",\"message\":\"+15550100042 is bad\",\"status\":" + status + "}"));

        Outcome outcome = channel(server, twilio(server)).build().deliver(message("x"));

        boolean dead = outcome instanceof Outcome.Rejected rejected && rejected.addressIsDead();
        assertThat(dead ? "dead" : outcome.word()).isEqualTo(word);
        assertThat(outcome.toString()).contains(Long.toString(code)).doesNotContain("15550100042");
    }

    @Test
    void twilio_may_accept_what_it_then_refuses() throws Exception {
        PlayedServer server =
                server(PlayedServer.answer(201, "{\"sid\":\"SM42\",\"status\":\"failed\",\"error_code\":21610}"));

        assertThat(channel(server, twilio(server)).build().deliver(message("x")))
                .isEqualTo(Outcome.rejected("Twilio answered 201, code 21610 (the recipient said STOP)"));
    }

    @Test
    void a_pause_that_is_asked_for_is_kept() throws Exception {
        PlayedServer server = server(PlayedServer.answer(429, "{\"code\":20429}", "Retry-After: 42"));

        assertThat(channel(server, twilio(server)).build().deliver(message("x")))
                .isEqualTo(Outcome.unavailable(Duration.ofSeconds(42), "Twilio answered 429, code 20429"));
    }

    @Test
    void africas_talking_is_asked_as_it_wants_to_be() throws Exception {
        PlayedServer server = server(PlayedServer.answer(201, recipient(101)));

        Outcome outcome = channel(server, africasTalking(server)).build().deliver(message("Jambo"));

        assertThat(outcome).isEqualTo(Outcome.sent("ATXid_1"));
        PlayedServer.Asked asked = server.asked().remove();
        assertThat(asked.path()).isEqualTo("/version1/messaging");
        assertThat(asked.header("apikey")).isEqualTo("key-1");
        assertThat(asked.header("accept")).isEqualTo("application/json");
        assertThat(form(asked))
                .isEqualTo(Map.of(
                        "username", "clinic",
                        "to", "+15550100042",
                        "message", "Jambo",
                        "from", "CLINIC",
                        "bulkSMSMode", "1",
                        "enqueue", "1"));
    }

    private static String recipient(int code) {
        return "{\"SMSMessageData\":{\"Message\":\"Sent to 1/1\",\"Recipients\":[{\"statusCode\":" + code
                + ",\"number\":\"+15550100042\",\"status\":\"x\",\"cost\":\"KES 0.8\",\"messageId\":\"ATXid_1\"}]}}";
    }

    @ParameterizedTest
    @CsvSource({
        "100, sent",
        "101, sent",
        "102, sent",
        "401, rejected",
        "402, misconfigured",
        "403, dead",
        "404, dead",
        "405, misconfigured",
        "406, rejected",
        "407, rejected",
        "409, rejected",
        "500, try-again",
        "501, try-again",
        "502, try-again"
    })
    void africas_talkings_codes_mean_whatever_its_status_says(int code, String word) throws Exception {
        PlayedServer server = server(PlayedServer.answer(201, recipient(code)));

        Outcome outcome = channel(server, africasTalking(server)).build().deliver(message("x"));

        boolean dead = outcome instanceof Outcome.Rejected rejected && rejected.addressIsDead();
        assertThat(dead ? "dead" : outcome.word()).isEqualTo(word);
    }

    @Test
    void africas_talking_may_refuse_all_of_it_or_say_nothing() throws Exception {
        for (Map.Entry<String, String> e : Map.of(
                        "{\"SMSMessageData\":{\"Message\":\"InvalidSenderId\",\"Recipients\":[]}}", "misconfigured",
                        "{\"SMSMessageData\":{\"Message\":\"Other\",\"Recipients\":[]}}", "rejected",
                        "<html>ok</html>", "maybe-sent")
                .entrySet()) {
            PlayedServer server = server(PlayedServer.answer(201, e.getKey()));
            assertThat(channel(server, africasTalking(server))
                            .build()
                            .deliver(message("x"))
                            .word())
                    .isEqualTo(e.getValue());
        }
        PlayedServer server = server(PlayedServer.answer(401, "The supplied authentication is invalid"));
        assertThat(channel(server, africasTalking(server))
                        .build()
                        .deliver(message("x"))
                        .word())
                .isEqualTo("misconfigured");
    }

    @Test
    void any_gateway_is_asked_by_the_body_it_wants() throws Exception {
        PlayedServer server = server(PlayedServer.answer(202, "{\"messages\":[{\"id\":\"m-7\"}]}"));
        Message message = message("{to} and {id} are no places here");

        Outcome outcome = channel(server, json(server).idempotencyHeader("Idempotency-Key"))
                .build()
                .deliver(message);

        assertThat(outcome).isEqualTo(Outcome.sent("m-7"));
        PlayedServer.Asked asked = server.asked().remove();
        assertThat(asked.header("authorization")).isEqualTo("Bearer key-2");
        assertThat(asked.header("idempotency-key")).isEqualTo(message.id().toString());
        assertThat(Json.read(asked.body()))
                .isEqualTo(Map.of(
                        "messages",
                        List.of(Map.of("to", "+15550100042", "content", "{to} and {id} are no places here")),
                        "ref",
                        message.id().toString(),
                        "n",
                        1L));
    }

    @Test
    void any_gateway_says_where_its_words_are() throws Exception {
        PlayedServer dead = server(PlayedServer.answer(422, "{\"error\":{\"code\":\"INVALID_NUMBER\"}}"));
        PlayedServer other = server(PlayedServer.answer(422, "{\"error\":{\"code\":\"TOO_RUDE\"}}"));
        PlayedServer mute = server(PlayedServer.answer(200, "ok"));

        assertThat(channel(dead, json(dead)).build().deliver(message("x")))
                .isEqualTo(Outcome.addressIsDead("the gateway answered 422 and takes the number for dead"));
        assertThat(channel(other, json(other)).build().deliver(message("x")).word())
                .isEqualTo("rejected");
        assertThat(channel(mute, json(mute)).build().deliver(message("x"))).isEqualTo(Outcome.sent());
    }

    @Test
    void where_no_answer_comes_it_may_have_been_sent_and_is_not_repeated() throws Exception {
        PlayedServer server = server((asked, out) -> {});
        for (Function<PlayedServer, SmsGateway> gateway : gateways()) {
            int before = server.connections();
            assertThat(channel(server, gateway.apply(server)).build().deliver(message("x")))
                    .isInstanceOf(Outcome.MaybeSent.class);
            assertThat(server.connections()).isEqualTo(before + 1);
        }
    }

    private static List<Function<PlayedServer, SmsGateway>> gateways() {
        return List.of(SmsGatewaysTest::twilio, SmsGatewaysTest::africasTalking, SmsGatewaysTest::json);
    }

    @Test
    void a_text_of_too_many_parts_is_refused_before_it_costs_anything() throws Exception {
        PlayedServer server = server(PlayedServer.answer(201, "{\"sid\":\"SM42\"}"));

        assertThat(channel(server, twilio(server)).mostParts(2).build().deliver(message("a".repeat(307))))
                .isEqualTo(Outcome.rejected(
                        "the text takes 3 parts: at most 2 are sent, shorten it or raise mostParts(..)"));
        assertThat(channel(server, twilio(server)).build().deliver(message(" ")))
                .isEqualTo(Outcome.rejected("the text is empty"));
        assertThat(server.connections()).isZero();
    }

    @Test
    void typographic_characters_are_written_plainly_if_wanted() throws Exception {
        PlayedServer server = server(PlayedServer.answer(201, "{\"sid\":\"SM42\"}"));
        channel(server, twilio(server)).plainPunctuation().build().deliver(message("It\u2019s"));

        assertThat(form(server.asked().remove())).containsEntry("Body", "It's");
    }

    @Test
    void what_is_no_number_is_refused() {
        SmsChannel channel = SmsChannel.through(
                        TwilioGateway.account(SID, () -> "t").from("+15550100999"))
                .name(dev.notify.model.ChannelName.of("sms-2"))
                .build();
        for (String number :
                List.of("15550100043", "+0155501000", "+9876", "+1555010004212345", "+1555abc0042", "00155")) {
            assertThat(channel.refuses(Address.of(channel.name(), number)).orElseThrow())
                    .startsWith("is no phone number in E.164 form")
                    .doesNotContain(number);
        }
        assertThat(channel.refuses(Address.of(channel.name(), "+15550100042"))).isEmpty();
    }

    @Test
    void settings_that_are_wrong_are_refused_by_name() {
        assertThatThrownBy(() -> TwilioGateway.account("AC1", () -> "t")).hasMessageStartingWith("sid ");
        assertThatThrownBy(() -> TwilioGateway.account(SID, () -> "t").messagingService("x"))
                .hasMessageStartingWith("messagingService ");
        assertThatThrownBy(() -> SmsChannel.through(TwilioGateway.account(SID, () -> "t"))
                        .build())
                .hasMessageStartingWith("from is missing");
        assertThatThrownBy(() -> JsonGateway.post(URI.create("https://example.org"), Map.of("to", "{to}")))
                .hasMessage("body has no {text}: write it where it belongs");
        assertThatThrownBy(() -> SmsChannel.through(
                                TwilioGateway.account(SID, () -> "t").from("x"))
                        .mostParts(11))
                .hasMessageStartingWith("mostParts ");
        assertThat(TwilioGateway.account(SID, () -> "secret").from("x").toString())
                .doesNotContain("secret");
    }

    @TestFactory
    Stream<DynamicTest> keeps_the_laws_of_channels() throws Exception {
        List<DynamicTest> all = new ArrayList<>();
        String canaries = "+15550100777 canary-title-7f3a canary-body-91c4";
        Map<Integer, String> answers = Map.of(
                201,
                "{\"sid\":\"" + canaries + "\",\"messages\":[{\"id\":\"" + canaries + "\"}]}",
                400,
                "{\"code\":21211,\"message\":\"" + canaries + "\"}",
                401,
                canaries,
                503,
                canaries);
        for (Map.Entry<Integer, String> answer : answers.entrySet()) {
            PlayedServer server = server(PlayedServer.answer(answer.getKey(), answer.getValue()));
            for (Function<PlayedServer, SmsGateway> gateway : gateways()) {
                ChannelLaws.of(() -> channel(server, gateway.apply(server)).build(), () -> SampleMessages.by(SMS))
                        .forEach(law -> all.add(DynamicTest.dynamicTest(
                                answer.getKey() + ": " + law.name(),
                                () -> law.check().run())));
            }
            for (VoiceGateway gateway : List.of(twilio(server), json(server))) {
                ChannelLaws.of(
                                () -> VoiceChannel.through(gateway)
                                        .http(server.sender().clock(() -> NOW).build())
                                        .build(),
                                () -> SampleMessages.by(VOICE))
                        .forEach(law -> all.add(DynamicTest.dynamicTest(
                                answer.getKey() + ": spoken: " + law.name(),
                                () -> law.check().run())));
            }
        }
        return all.stream();
    }
}
