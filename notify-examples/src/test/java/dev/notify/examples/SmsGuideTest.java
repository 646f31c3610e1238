package dev.notify.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.Outcome;
import dev.notify.http.EndpointGuard;
import dev.notify.http.HttpSender;
import dev.notify.model.Address;
import dev.notify.sms.JsonGateway;
import dev.notify.sms.SmsChannel;
import dev.notify.testing.laws.SampleMessages;
import java.net.URI;
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
        }
    }
}
