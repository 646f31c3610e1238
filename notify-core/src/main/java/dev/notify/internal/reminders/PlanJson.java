package dev.notify.internal.reminders;

import dev.notify.internal.content.Content;
import dev.notify.internal.json.Json;
import dev.notify.reminder.Reminder;
import dev.notify.request.Notification;
import dev.notify.request.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reminder requests as plain maps. */
final class PlanJson {

    private PlanJson() {}

    static String text(Reminder reminder) {
        return Json.write(write(reminder));
    }

    static Map<String, Object> write(Reminder reminder) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", reminder.name());
        When event = reminder.event().orElseThrow();
        if (event instanceof When.AtWall wall) {
            map.put("wall", wall.time().toString());
            map.put("zone", wall.zone().getId());
        } else {
            map.put("at", event.from(Instant.EPOCH).toString());
        }
        map.put(
                "before",
                reminder.before().stream().map(TemporalAmount::toString).toList());
        map.put("nearest", reminder.isNearestAtOnce());
        reminder.entry().ifPresent(entry -> map.put("entry", Content.writeRequest(entry)));
        map.put("content", Content.writeRequest(reminder.content()));
        return map;
    }

    static Reminder read(Map<String, Object> map) {
        Reminder reminder = Reminder.of(Content.readRequest(CardJson.map(map.get("content"))));
        String name = CardJson.text(map, "name");
        reminder = name.isEmpty() ? reminder : reminder.named(name);
        reminder = map.containsKey("wall")
                ? reminder.eventAt(
                        LocalDateTime.parse(CardJson.text(map, "wall")), ZoneId.of(CardJson.text(map, "zone")))
                : reminder.eventAt(Instant.parse(CardJson.text(map, "at")));
        reminder = reminder.before(CardJson.list(map.get("before")).stream()
                .map(text -> amount(String.valueOf(text)))
                .toArray(TemporalAmount[]::new));
        reminder = Boolean.TRUE.equals(map.get("nearest")) ? reminder.nearestAtOnce() : reminder;
        if (!map.containsKey("entry")) {
            return reminder;
        }
        Notification entry = Content.readRequest(CardJson.map(map.get("entry")));
        return reminder.invite(entry.type(), entry.enclosed().invite().orElseThrow());
    }

    static TemporalAmount amount(String text) {
        return text.contains("T") ? Duration.parse(text) : Period.parse(text);
    }
}
