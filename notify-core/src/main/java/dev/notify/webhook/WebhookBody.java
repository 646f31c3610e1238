package dev.notify.webhook;

import dev.notify.channel.Message;
import dev.notify.internal.json.Json;
import dev.notify.model.Recipient;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a post says: the same bytes at every try. */
final class WebhookBody {

    private WebhookBody() {}

    static byte[] of(Message message) {
        Map<String, Object> body = new LinkedHashMap<>();
        boolean event = message.type().equals(WebhookEvents.TYPE.name());
        body.put("type", event ? message.words().title() : message.type());
        body.put("timestamp", message.acceptedAt().toString());
        body.put("data", event ? Json.read(message.words().body()) : data(message));
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> data(Message message) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("notification", message.notification().toString());
        data.put("delivery", message.id().toString());
        data.put("tenant", message.tenant().value());
        if (!message.recipient().startsWith(Recipient.ADDRESS_PREFIX)) {
            data.put("recipient", message.recipient());
        }
        data.put("priority", message.priority().name());
        data.put("language", message.locale().toLanguageTag());
        data.put("title", message.words().title());
        data.put("body", message.words().body());
        message.words().asHtml().ifPresent(html -> data.put("html", html));
        message.correlationId().ifPresent(correlation -> data.put("correlation", correlation));
        message.expiry().ifPresent(expiry -> data.put("expiresAt", expiry.toString()));
        return data;
    }
}
