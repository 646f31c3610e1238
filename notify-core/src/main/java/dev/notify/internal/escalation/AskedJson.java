package dev.notify.internal.escalation;

import dev.notify.escalation.Asked;
import dev.notify.model.ChannelName;
import dev.notify.model.NotificationId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who was asked, as plain maps. */
final class AskedJson {

    private AskedJson() {}

    static Map<String, Object> write(Asked asked) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("lap", asked.lap());
        map.put("round", asked.round());
        map.put("rung", asked.rung());
        map.put("at", asked.at().toEpochMilli());
        map.put("who", asked.who());
        map.put("by", LadderJson.names(asked.by()));
        asked.notification().ifPresent(id -> map.put("sent", id.toString()));
        asked.missed().ifPresent(why -> map.put("missed", why));
        return map;
    }

    static Asked read(Map<String, Object> map) {
        return new Asked(
                (int) EscalationJson.number(map, "lap"),
                (int) EscalationJson.number(map, "round"),
                (int) EscalationJson.number(map, "rung"),
                Instant.ofEpochMilli(EscalationJson.number(map, "at")),
                EscalationJson.texts(map.get("who")),
                EscalationJson.texts(map.get("by")).stream()
                        .map(ChannelName::of)
                        .toList(),
                map.get("sent") instanceof String id ? Optional.of(NotificationId.parse(id)) : Optional.empty(),
                map.get("missed") instanceof String why ? Optional.of(why) : Optional.empty());
    }
}
