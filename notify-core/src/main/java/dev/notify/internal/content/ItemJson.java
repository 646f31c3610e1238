package dev.notify.internal.content;

import dev.notify.internal.json.Json;
import dev.notify.template.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The stored form of what an item of an inbox says. No text of it has what a database cannot keep. */
final class ItemJson {

    private static final Words NOTHING = new Words("", "");

    private ItemJson() {}

    static String write(Words words, Map<String, Object> data) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", words.title());
        map.put("body", words.body());
        words.asHtml().ifPresent(html -> map.put("html", html));
        map.put("data", data);
        return Json.write(map);
    }

    static Content.Said read(String stored) {
        if (stored.isEmpty()) {
            return new Content.Said(NOTHING, Map.of());
        }
        Map<String, Object> map = Json.read(stored);
        Optional<Object> html = Optional.ofNullable(map.get("html"));
        Words words = new Words(
                String.valueOf(map.getOrDefault("title", "")),
                String.valueOf(map.getOrDefault("body", "")),
                html.map(String::valueOf).orElse(null));
        return new Content.Said(words, ContactJson.map(map.get("data")));
    }
}
