package dev.notify.internal.reminders;

import dev.notify.model.NotificationId;
import dev.notify.reminder.PlannedReminder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cards of reminders as plain maps. */
final class CardJson {

    private CardJson() {}

    static Map<String, Object> write(ReminderCard card) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("request", PlanJson.write(card.reminder()));
        map.put("number", card.number());
        map.put("mark", card.mark());
        map.put("asked", card.asked());
        map.put("cancelled", card.cancelled());
        map.put("revision", card.revision());
        map.put("planned", card.planned().stream().map(CardJson::planned).toList());
        card.entry().ifPresent(id -> map.put("entry", id.toString()));
        return map;
    }

    private static Map<String, Object> planned(PlannedReminder one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("before", one.before().toString());
        map.put("at", one.at().toEpochMilli());
        one.notification().ifPresent(id -> map.put("notification", id.toString()));
        map.put("why", one.why());
        return map;
    }

    static ReminderCard read(Map<String, Object> map) {
        return new ReminderCard(
                PlanJson.read(map(map.get("request"))),
                (int) number(map, "number"),
                text(map, "mark"),
                text(map, "asked"),
                Boolean.TRUE.equals(map.get("cancelled")),
                (int) number(map, "revision"),
                list(map.get("planned")).stream()
                        .map(one -> readPlanned(map(one)))
                        .toList(),
                id(map.get("entry")));
    }

    private static PlannedReminder readPlanned(Map<String, Object> map) {
        return new PlannedReminder(
                PlanJson.amount(text(map, "before")),
                Instant.ofEpochMilli(number(map, "at")),
                id(map.get("notification")),
                text(map, "why"));
    }

    private static Optional<NotificationId> id(@Nullable Object stored) {
        return stored instanceof String id ? Optional.of(NotificationId.parse(id)) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // written by us with text as keys
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    static String text(Map<String, Object> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    private static long number(Map<String, Object> map, String name) {
        return map.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
