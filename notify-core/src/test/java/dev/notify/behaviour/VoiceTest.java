package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.VOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.http.PlayedServer;
import dev.notify.internal.json.Digest;
import dev.notify.internal.json.Json;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.report.CallGuard;
import dev.notify.report.ProviderCall;
import dev.notify.report.Reports.Effect;
import dev.notify.report.Reports.Handled;
import dev.notify.report.Reports.Taken;
import dev.notify.report.UntrustedCallException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.sms.JsonGateway;
import dev.notify.sms.JsonReports;
import dev.notify.sms.TwilioGateway;
import dev.notify.sms.VoiceChannel;
import dev.notify.sms.VoiceGateway;
import dev.notify.testing.RecordingChannel;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that speak, through local servers that play their gateways: picked up, not picked up, taken on by a key. */
@Timeout(60)
class VoiceTest {

    private static final String SID = "AC" + "0123456789abcdef".repeat(2);
    private static final String HOOK = "https://example.org/hooks/voice";
    private static final String NUMBER = "+15550100042";
    private static final NotificationType ALARM = NotificationType.named("alarm")
            .anyTime()
            .firstOf(VOICE, EMAIL)
            .text("Pump 3", "Pump 3 <stopped> & needs you. Press 1 to take it on.")
            .discreet("Alarm", "There is \"an alarm\" <for> you & others. Press 1 to take it on.");

    private final VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
    private final RecordingChannel email = RecordingChannel.of(EMAIL);
    private PlayedServer server;
    private TestNotifications test;

    @BeforeEach
    void start() throws Exception {
        server = PlayedServer.answering(201, "{\"sid\":\"CA42\",\"status\":\"queued\"}");
        start(twilio().statusCallback(URI.create(HOOK)));
    }

    private TwilioGateway twilio() {
        return TwilioGateway.account(SID, () -> "token-1").from("+15550100999").at(URI.create(server.origin()));
    }

    private void start(VoiceGateway gateway) {
        if (test != null) {
            test.close();
        }
        VoiceChannel voice = VoiceChannel.through(gateway)
                .http(server.sender()
                        .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1))
                        .build())
                .acknowledgeBy("1", "Thank you & goodbye.")
                .build();
        test = TestNotifications.startOn(
                MemoryStore.at(clock),
                clock,
                b -> b.define(ALARM)
                        .contactsFrom(id -> Optional.of(
                                Contact.of("ann").at(Address.of(VOICE, NUMBER)).at(Address.email("ann@example.org"))))
                        .channel(voice)
                        .channel(email));
    }

    @AfterEach
    void close() throws Exception {
        test.close();
        server.close();
    }

    private Receipt send() {
        Receipt receipt = test.notifications().send(Notification.of(ALARM).to("ann"));
        test.run();
        return receipt;
    }

    private Delivery voice(Receipt receipt) {
        return test.notifications().status(receipt.id()).orElseThrow().deliveries().stream()
                .filter(d -> d.channel().equals(VOICE))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> asked() throws InterruptedException {
        PlayedServer.Asked asked = server.asked().take();
        assertThat(asked.path()).isEqualTo("/2010-04-01/Accounts/" + SID + "/Calls.json");
        return Arrays.stream(asked.body().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static ProviderCall call(String url, Map<String, String> form) {
        StringBuilder all = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, text) -> all.append(name).append(text));
        byte[] mac = Digest.hmac(
                "HmacSHA1",
                "token-1".getBytes(StandardCharsets.UTF_8),
                all.toString().getBytes(StandardCharsets.UTF_8));
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return ProviderCall.of(
                url,
                Map.of("X-Twilio-Signature", Base64.getEncoder().encodeToString(mac)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private Handled accept(ProviderCall call) {
        Handled handled = test.notifications().reports().accept(VOICE, call);
        test.run();
        return handled;
    }

    private static List<Effect> effects(Handled handled) {
        return handled.taken().stream().map(Taken::effect).toList();
    }

    @Test
    void twilio_rings_and_says_the_discreet_words_twice_and_asks_for_a_key() throws Exception {
        Receipt receipt = send();
        Map<String, String> form = asked();
        String about = HOOK + "?delivery=" + voice(receipt).id();
        assertThat(form)
                .containsEntry("To", NUMBER)
                .containsEntry("From", "+15550100999")
                .containsEntry("StatusCallback", about);
        String say =
                "<Say language=\"en\">There is &quot;an alarm&quot; &lt;for&gt; you &amp; others. Press 1 to take it"
                        + " on.</Say>";
        assertThat(form.get("Twiml"))
                .isEqualTo("<Response><Gather method=\"POST\" numDigits=\"1\" timeout=\"10\" action=\"" + about
                        + "&amp;key=1\">" + say + "<Pause length=\"1\"/>" + say + "</Gather></Response>");
        assertThat(voice(receipt).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void who_picks_up_has_been_reached() throws Exception {
        Receipt receipt = send();
        String url = asked().get("StatusCallback");
        assertThat(accept(call(url, Map.of("CallSid", "CA42", "CallStatus", "ringing")))
                        .taken())
                .isEmpty();
        assertThat(effects(accept(call(url, Map.of("CallSid", "CA42", "CallStatus", "completed")))))
                .containsExactly(Effect.CHANGED);
        assertThat(voice(receipt).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(email.received()).isEmpty();
    }

    @Test
    void who_does_not_pick_up_is_reached_another_way() throws Exception {
        Receipt receipt = send();
        String url = asked().get("StatusCallback");
        assertThat(effects(accept(call(url, Map.of("CallSid", "CA42", "CallStatus", "no-answer")))))
                .containsExactly(Effect.CHANGED);
        test.advance(Duration.ofSeconds(5));
        assertThat(voice(receipt).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(voice(receipt).reason().orElseThrow()).contains("no-answer");
        assertThat(email.received()).hasSize(1);
    }

    @Test
    void who_presses_the_key_takes_it_on_and_is_thanked() throws Exception {
        Receipt receipt = send();
        String url = HOOK + "?delivery=" + voice(receipt).id() + "&key=1";
        Handled other = accept(call(url, Map.of("CallSid", "CA42", "CallStatus", "in-progress", "Digits", "5")));
        assertThat(other.taken()).isEmpty();
        assertThat(other.reply().body()).endsWith("<Response></Response>");
        ProviderCall pressed = call(url, Map.of("CallSid", "CA42", "CallStatus", "in-progress", "Digits", "1"));
        Handled handled = accept(pressed);
        assertThat(effects(handled)).containsExactly(Effect.CHANGED);
        assertThat(handled.reply().body()).endsWith("<Response><Say>Thank you &amp; goodbye.</Say></Response>");
        assertThat(test.notifications()
                        .signs()
                        .acknowledged(receipt.id())
                        .orElseThrow()
                        .signer())
                .satisfies(signer -> {
                    assertThat(signer.id()).isEqualTo("ann");
                    assertThat(signer.channel()).contains(VOICE);
                });
        assertThat(effects(accept(pressed))).containsExactly(Effect.KNOWN);
    }

    @Test
    void nobody_takes_it_on_by_a_forged_call() {
        Receipt receipt = send();
        String url = HOOK + "?delivery=" + voice(receipt).id() + "&key=1";
        ProviderCall good = call(url, Map.of("Digits", "1"));
        for (ProviderCall bad : List.of(
                ProviderCall.of(url, Map.of(), good.body()),
                ProviderCall.of(
                        url.replace("key=1", "key=2"), good.headers(), "Digits=2".getBytes(StandardCharsets.UTF_8)),
                ProviderCall.of(url, good.headers(), new byte[70_000]))) {
            assertThatThrownBy(() -> accept(bad)).isInstanceOf(UntrustedCallException.class);
        }
        assertThat(accept(call(HOOK + "?key=1", Map.of("Digits", "1"))).taken()).isEmpty();
        assertThat(accept(call(HOOK, Map.of("Digits", "1"))).taken()).isEmpty();
        assertThat(test.notifications().signs().acknowledged(receipt.id())).isEmpty();
    }

    @Test
    void any_gateway_can_speak() throws Exception {
        start(JsonGateway.post(
                        URI.create(server.url("/calls")),
                        Map.of(
                                "to",
                                "{to}",
                                "say",
                                "{text}",
                                "ref",
                                "{id}",
                                "lang",
                                "{language}",
                                "key",
                                "{key}",
                                "x",
                                "{x}"))
                .reports(JsonReports.from(CallGuard.header("X-Key", () -> "secret-1"))
                        .deliveryAt("ref")
                        .statusAt("event")
                        .delivered("ANSWERED")
                        .failed("BUSY")
                        .taken("KEY_1")));
        Receipt receipt = send();
        Map<String, Object> asked = Json.read(server.asked().take().body());
        String id = voice(receipt).id().toString();
        assertThat(asked)
                .containsEntry("to", NUMBER)
                .containsEntry("ref", id)
                .containsEntry("lang", "en")
                .containsEntry("key", "1")
                .containsEntry("x", "{x}");
        assertThat(String.valueOf(asked.get("say"))).startsWith("There is \"an alarm\" <for> you");
        for (String event : List.of("ANSWERED", "KEY_1")) {
            byte[] body = ("{\"event\":\"" + event + "\",\"ref\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
            assertThat(effects(accept(ProviderCall.of("", Map.of("x-key", "secret-1"), body))))
                    .containsExactly(Effect.CHANGED);
        }
        assertThat(voice(receipt).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(test.notifications().signs().acknowledged(receipt.id())).isPresent();
    }

    @Test
    void what_cannot_work_is_refused_where_it_is_said() {
        assertRefused(() -> VoiceChannel.through(twilio()).acknowledgeBy("12", "Thanks"), "acknowledgeBy");
        assertRefused(() -> VoiceChannel.through(twilio()).acknowledgeBy("1", " "), "thanks");
        assertRefused(
                () -> VoiceChannel.through(twilio())
                        .acknowledgeBy("1", "Thanks")
                        .build(),
                "acknowledgeBy");
        assertRefused(() -> VoiceChannel.through(twilio()).mostCharacters(0), "mostCharacters");
        assertRefused(
                () -> VoiceChannel.through(twilio().messagingService(SID.replace("AC", "MG")))
                        .build(),
                "from");
        JsonReports nameless = JsonReports.from(CallGuard.checkedByHost())
                .statusAt("s")
                .idAt("id")
                .taken("T");
        JsonGateway json = JsonGateway.post(URI.create("https://example.org"), Map.of("t", "{to}{text}"))
                .idAt("id")
                .reports(nameless);
        assertRefused(() -> VoiceChannel.through(json).build(), "reports");
        assertRefused(
                () -> test.notifications().send(Notification.of(ALARM).toAddress(Address.of(VOICE, "0155"))),
                "address");
    }

    private static void assertRefused(ThrowingCallable what, String field) {
        assertThatThrownBy(what).isInstanceOf(InvalidInputException.class).hasMessageContaining(field);
    }
}
