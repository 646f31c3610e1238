package dev.notify.push;

import dev.notify.channel.Message;
import dev.notify.http.HttpJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a push says: a JSON object for the page's service worker, all of it or no more than which notification it is. */
final class PushText {

    private PushText() {}

    static byte[] full(Message message) {
        Map<String, Object> text = least(message);
        text.put("title", message.words().title());
        text.put("body", message.words().body());
        text.put("language", message.locale().toLanguageTag());
        text.put("priority", message.priority().name());
        return bytes(text);
    }

    static byte[] minimal(Message message) {
        return bytes(least(message));
    }

    private static Map<String, Object> least(Message message) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("id", message.id().toString());
        text.put("notification", message.notification().toString());
        text.put("type", message.type());
        return text;
    }

    private static byte[] bytes(Map<String, Object> text) {
        return HttpJson.write(text).getBytes(StandardCharsets.UTF_8);
    }
}
