package dev.notify.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.delivery.Outcome;
import dev.notify.http.EndpointGuard;
import dev.notify.http.HttpSender;
import dev.notify.model.Address;
import dev.notify.report.CallGuard;
import dev.notify.report.ProviderCall;
import dev.notify.report.UntrustedCallException;
import dev.notify.sms.AfricasTalkingGateway;
import dev.notify.sms.JsonGateway;
import dev.notify.sms.JsonReports;
import dev.notify.sms.SmsChannel;
import dev.notify.testing.laws.SampleMessages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of the guide's page on text messages that no program shows. */
class SmsGuideTest {

    @Test
    void any_gateway_will_do() throws Exception {
        try (Gateway gateway =
                new Gateway(post -> new Gateway.Answer(202, Map.of(), "{\"messages\":[{\"id\":\"m-1\"}]}"))) {
            URI url = URI.create(gateway.origin() + "/v1/messages");
            // region json
            JsonGateway any = JsonGateway.post(
                            url, Map.of("from", "CLINIC", "messages", List.of(Map.of("to", "{to}", "text", "{text}"))))
                    .bearer(() -> "the token")
                    .idAt("messages.0.id")
                    .deadWhere("error.code", "INVALID_NUMBER", "UNKNOWN_SUBSCRIBER");
            // endregion
            SmsChannel channel = SmsChannel.through(any)
                    .http(HttpSender.builder()
                            .guard(EndpointGuard.publicHttps().allow(gateway.origin()))
                            .build())
                    .build();

            assertThat(channel.deliver(SampleMessages.to(Address.sms("+15550100042"))))
                    .isEqualTo(Outcome.sent("m-1"));
            // region json-reports
            JsonReports reports = JsonReports.from(CallGuard.hmacSha256("X-Signature", () -> "the shared secret"))
                    .idAt("message.id")
                    .statusAt("message.status")
                    .reasonAt("message.error")
                    .numberAt("message.to")
                    .delivered("DELIVRD")
                    .failed("UNDELIV", "EXPIRED")
                    .dead("UNKNOWN_SUBSCRIBER")
                    .words("inbound.id", "inbound.from", "inbound.text");
            JsonGateway reporting = any.reports(reports);
            // endregion
            SmsChannel tracking = SmsChannel.through(reporting)
                    .http(HttpSender.builder()
                            .guard(EndpointGuard.publicHttps().allow(gateway.origin()))
                            .build())
                    .build();
            assertThat(tracking.deliver(SampleMessages.to(Address.sms("+15550100042"))))
                    .isEqualTo(Outcome.tracked("m-1"));
        }
    }

    @Test
    void a_gateway_that_signs_nothing_is_known_by_its_secret() {
        // region africas-talking
        AfricasTalkingGateway gateway = AfricasTalkingGateway.account("clinic", () -> "the account's key")
                .reports(CallGuard.queryParameter("key", () -> "a long random secret")); // https://..?key=that
        // endregion
        SmsChannel channel = SmsChannel.through(gateway).build();
        byte[] body = "id=ATXid_1&status=Success".getBytes(StandardCharsets.UTF_8);
        String url = "https://example.org/hooks/sms?key=";
        assertThat(channel.read(ProviderCall.of(url + "a+long+random+secret", Map.of(), body)))
                .hasSize(1);
        assertThatThrownBy(() -> channel.read(ProviderCall.of(url + "guess", Map.of(), body)))
                .isInstanceOf(UntrustedCallException.class);
    }
}
