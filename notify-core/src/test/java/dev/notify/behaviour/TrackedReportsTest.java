package dev.notify.behaviour;

import static dev.notify.behaviour.People.only;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.http.PlayedServer;
import dev.notify.internal.json.Digest;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Tenant;
import dev.notify.report.CallGuard;
import dev.notify.report.ProviderCall;
import dev.notify.report.Reports.Effect;
import dev.notify.report.Reports.Taken;
import dev.notify.report.UntrustedCallException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.sms.AfricasTalkingGateway;
import dev.notify.sms.JsonGateway;
import dev.notify.sms.JsonReports;
import dev.notify.sms.SmsChannel;
import dev.notify.sms.SmsGateway;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reports by gateways that name a message as they do themselves, from local servers that play them. */
@Timeout(60)
class TrackedReportsTest {

    private static final String NUMBER = "+15550100042";
    private static final Address ANN = Address.sms(NUMBER);
    private static final String HOOK = "https://example.org/hooks/at?key=secret-1";
    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(SMS).discreet("News", "Please sign in");

    private final VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
    private final MemoryStore store = MemoryStore.at(clock);
    private PlayedServer server;
    private TestNotifications test;

    @BeforeEach
    void serve() throws Exception {
        server = PlayedServer.answering(
                201, "{\"SMSMessageData\":{\"Recipients\":[{\"statusCode\":101,\"messageId\":\"ATXid_1\"}]}}");
    }

    private void start(SmsGateway gateway) {
        test = TestNotifications.startOn(
                store,
                clock,
                b -> b.define(NEWS)
                        .contactsFrom(id -> Optional.of(Contact.of("ann").at(ANN)))
                        .channel(SmsChannel.through(gateway)
                                .http(server.sender()
                                        .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1))
                                        .build())
                                .build()));
    }

    private AfricasTalkingGateway africasTalking() {
        return AfricasTalkingGateway.account("clinic", () -> "key-1").at(URI.create(server.origin()));
    }

    private void startAfricasTalking() {
        start(africasTalking().reports(CallGuard.queryParameter("key", () -> "secret-1")));
    }

    @AfterEach
    void close() throws Exception {
        test.close();
        server.close();
    }

    private Receipt send() {
        Receipt receipt = test.notifications().send(Notification.of(NEWS).to("ann"));
        test.run();
        return receipt;
    }

    private static ProviderCall form(String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i == 0 ? "" : "&").append(fields[i]).append('=');
            body.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return ProviderCall.of(HOOK, Map.of(), body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private List<Effect> effects(ProviderCall call) {
        List<Effect> effects = test.notifications().reports().accept(SMS, call).taken().stream()
                .map(Taken::effect)
                .collect(Collectors.toList());
        test.run();
        return effects;
    }

    private int cards(String kind) {
        return store.cards().list(Tenant.DEFAULT.value(), kind, "sms", null, 10).size();
    }

    @Test
    void a_report_that_names_the_providers_id_finds_the_delivery() {
        startAfricasTalking();
        Receipt receipt = send();
        assertThat(cards("tracked")).isEqualTo(1);
        assertThat(effects(form("id", "ATXid_1", "status", "Submitted"))).isEmpty();
        assertThat(effects(form("id", "ATXid_1", "status", "Success", "phoneNumber", NUMBER)))
                .containsExactly(Effect.CHANGED);
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(effects(form("id", "ATXid_1", "status", "Success"))).containsExactly(Effect.KNOWN);
    }

    @Test
    void a_failure_says_why_and_withdraws_a_dead_number() {
        startAfricasTalking();
        Receipt receipt = send();
        assertThat(effects(form(
                        "id",
                        "ATXid_1",
                        "status",
                        "Failed",
                        "failureReason",
                        "InvalidPhoneNumber",
                        "phoneNumber",
                        NUMBER)))
                .containsExactly(Effect.CHANGED);
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(only(test, receipt).reason().orElseThrow()).contains("Failed, InvalidPhoneNumber");
        assertThat(test.notifications().consent().of(ANN).withdrawnFor("any")).isPresent();
    }

    @Test
    void a_report_that_overtakes_its_settlement_is_not_lost() {
        startAfricasTalking();
        assertThat(effects(form("id", "ATXid_1", "status", "Success"))).containsExactly(Effect.KEPT);
        assertThat(effects(form("id", "ATXid_1", "status", "Success"))).containsExactly(Effect.KEPT);
        Receipt receipt = send();
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.SENT);
        test.advance(Duration.ofMinutes(1));
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void an_id_that_is_never_recorded_is_let_go() {
        startAfricasTalking();
        assertThat(effects(form("id", "ATXid_9", "status", "Success"))).containsExactly(Effect.KEPT);
        test.advance(Duration.ofHours(1));
        send();
        assertThat(effects(form("id", "ATXid_1", "status", "Success"))).containsExactly(Effect.CHANGED);
    }

    @Test
    void only_a_gateway_that_reports_costs_a_card() {
        start(africasTalking());
        send();
        assertThat(cards("tracked")).isZero();
        assertThatThrownBy(() -> effects(form("id", "ATXid_1", "status", "Success")))
                .isInstanceOf(UntrustedCallException.class);
    }

    @Test
    void who_does_not_know_the_secret_changes_nothing() {
        startAfricasTalking();
        Receipt receipt = send();
        ProviderCall good = form("id", "ATXid_1", "status", "Success");
        for (String url : List.of("", HOOK.replace("secret-1", "secret-2"), "https://example.org/hooks/at")) {
            assertThatThrownBy(() -> effects(ProviderCall.of(url, Map.of(), good.body())))
                    .isInstanceOf(UntrustedCallException.class);
        }
        assertThatThrownBy(() -> effects(ProviderCall.of(HOOK, Map.of(), new byte[65_537])))
                .isInstanceOf(UntrustedCallException.class);
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void another_tenants_report_finds_nothing() {
        startAfricasTalking();
        Receipt receipt = send();
        var other = test.notifications().forTenant("other").reports();
        assertThat(other.accept(SMS, form("id", "ATXid_1", "status", "Success")).taken())
                .extracting(Taken::effect)
                .containsExactly(Effect.KEPT);
        test.advance(Duration.ofHours(1));
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void words_come_from_there_too() {
        startAfricasTalking();
        assertThat(effects(form("id", "m-1", "from", NUMBER, "to", "12345", "text", "stop")))
                .containsExactly(Effect.CHANGED);
        assertThat(effects(form("id", "m-1", "from", NUMBER, "to", "12345", "text", "stop")))
                .containsExactly(Effect.KNOWN);
        assertThat(effects(form("from", NUMBER, "text", "start"))).isEmpty();
        assertThat(effects(form("id", "m-2", "text", "start"))).isEmpty();
        assertThat(effects(form("id", "m-2", "from", "CLINIC", "text", "start")))
                .isEmpty();
        assertThat(test.notifications().consent().of(ANN).withdrawnFor("any")).isPresent();
    }

    private JsonGateway json() {
        return JsonGateway.post(URI.create(server.url("/v2")), Map.of("to", "{to}", "text", "{text}", "ref", "{id}"));
    }

    private static JsonReports reports() {
        return JsonReports.from(CallGuard.hmacSha256("X-Signature", () -> "secret-1"))
                .statusAt("event.status")
                .reasonAt("event.code")
                .numberAt("event.to")
                .delivered("DELIVRD")
                .failed("UNDELIV", "EXPIRED")
                .dead("UNKNOWN_SUBSCRIBER")
                .words("inbound.id", "inbound.from", "inbound.text");
    }

    private static ProviderCall signed(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] mac = Digest.hmac("HmacSHA256", "secret-1".getBytes(StandardCharsets.UTF_8), bytes);
        return ProviderCall.of("", Map.of("X-Signature", HexFormat.of().formatHex(mac)), bytes);
    }

    @Test
    void any_gateway_may_name_our_id() {
        start(json().reports(reports().deliveryAt("event.ref")));
        Receipt receipt = send();
        String id = only(test, receipt).id().toString();
        assertThat(cards("tracked")).isZero();
        assertThat(effects(signed("{\"event\":{\"status\":\"ENROUTE\",\"ref\":\"" + id + "\"}}")))
                .isEmpty();
        String dead =
                "{\"event\":{\"status\":\"UNDELIV\",\"code\":\"UNKNOWN_SUBSCRIBER\",\"to\":\"15550100042\",\"ref\":\""
                        + id + "\"}}";
        assertThatThrownBy(() -> effects(
                        ProviderCall.of("", Map.of("X-Signature", "00"), dead.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(UntrustedCallException.class);
        assertThat(effects(signed(dead))).containsExactly(Effect.CHANGED);
        assertThat(only(test, receipt).reason().orElseThrow()).contains("UNDELIV, UNKNOWN_SUBSCRIBER");
        assertThat(test.notifications().consent().of(ANN).withdrawnFor("any")).isPresent();
    }

    @Test
    void any_gateway_may_name_its_own_id() {
        server.play(PlayedServer.answer(200, "{\"messages\":[{\"id\":77}]}"));
        start(json().idAt("messages.0.id").reports(reports().idAt("event.message")));
        Receipt receipt = send();
        assertThat(effects(signed("{\"event\":{\"status\":\"DELIVRD\",\"message\":77}}")))
                .containsExactly(Effect.CHANGED);
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(effects(signed("{\"inbound\":{\"id\":\"i-1\",\"from\":\"+15550100042\",\"text\":\"Quit\"}}")))
                .containsExactly(Effect.CHANGED);
    }

    @Test
    void what_is_no_json_or_lacks_a_field_is_no_news() {
        start(json().reports(reports().deliveryAt("event.ref")));
        for (String body : List.of(
                "",
                "[]",
                "no json",
                "{}",
                "{\"event\":{\"status\":\"DELIVRD\"}}",
                "{\"event\":{\"status\":\"DELIVRD\",\"ref\":\"no id\"}}",
                "{\"event\":{\"status\":{\"a\":1},\"ref\":\"x\"}}",
                "{\"inbound\":{\"id\":\"i-1\",\"text\":\"stop\"}}",
                "{\"inbound\":{\"id\":\"a b\",\"from\":\"+15550100042\",\"text\":\"stop\"}}")) {
            assertThat(effects(signed(body))).as(body).isEmpty();
        }
    }

    @Test
    void a_mapping_that_cannot_work_is_refused_where_the_channel_is_made() {
        startAfricasTalking();
        CallGuard guard = CallGuard.checkedByHost();
        JsonReports idOnly =
                JsonReports.from(guard).statusAt("s").delivered("D").idAt("id");
        assertRefused(json().reports(JsonReports.from(guard)), "say nothing");
        assertRefused(json().reports(JsonReports.from(guard).statusAt("s").delivered("D")), "name no message");
        assertRefused(json().reports(JsonReports.from(guard).statusAt("s").idAt("id")), "know no status");
        assertRefused(json().reports(idOnly), "idAt");
        assertThatThrownBy(() -> JsonReports.from(guard).delivered("D").failed("D"))
                .isInstanceOf(InvalidInputException.class);
        SmsChannel.through(json().idAt("id").reports(idOnly)).build();
    }

    private static void assertRefused(JsonGateway gateway, String why) {
        assertThatThrownBy(() -> SmsChannel.through(gateway).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(why);
    }
}
