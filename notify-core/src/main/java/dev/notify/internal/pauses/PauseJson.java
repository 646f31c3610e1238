package dev.notify.internal.pauses;

import dev.notify.internal.json.Json;
import dev.notify.model.Actor;
import dev.notify.model.ChannelName;
import dev.notify.operation.Pause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pauses as they are stored. */
final class PauseJson {

    private static final String ALL = "pauses";

    private PauseJson() {}

    static String write(List<Pause> pauses) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Pause pause : pauses) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("kind", pause.target().kind().name());
            ChannelName channel = pause.target().channel();
            if (channel != null) {
                map.put("channel", channel.value());
            }
            String name = pause.target().name();
            if (name != null) {
                map.put("name", name);
            }
            map.put("reason", pause.reason());
            map.put("by", pause.by().value());
            map.put("since", pause.since().toEpochMilli());
            pause.end().ifPresent(end -> map.put("until", end.toEpochMilli()));
            all.add(map);
        }
        return Json.write(Map.of(ALL, all));
    }

    static List<Pause> read(String text) {
        List<Pause> pauses = new ArrayList<>();
        if (Json.read(text).get(ALL) instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof Map<?, ?> map) {
                    pauses.add(pause(map));
                }
            }
        }
        return pauses;
    }

    private static Pause pause(Map<?, ?> map) {
        String channel = text(map, "channel");
        Pause.Target target = new Pause.Target(
                Pause.Kind.valueOf(String.valueOf(map.get("kind"))),
                channel == null ? null : ChannelName.of(channel),
                text(map, "name"));
        return new Pause(
                target,
                String.valueOf(map.get("reason")),
                Actor.of(String.valueOf(map.get("by"))),
                Instant.ofEpochMilli(since(map)),
                until(map));
    }

    private static @Nullable String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : null;
    }

    private static long since(Map<?, ?> map) {
        return map.get("since") instanceof Number millis ? millis.longValue() : 0;
    }

    private static @Nullable Instant until(Map<?, ?> map) {
        return map.get("until") instanceof Number millis ? Instant.ofEpochMilli(millis.longValue()) : null;
    }
}
