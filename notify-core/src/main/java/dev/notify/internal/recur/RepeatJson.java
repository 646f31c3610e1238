package dev.notify.internal.recur;

import dev.notify.internal.content.Content;
import dev.notify.internal.json.Json;
import dev.notify.request.Notification;
import dev.notify.schedule.IfMissed;
import dev.notify.schedule.OnZoneChange;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Schedule;
import dev.notify.schedule.Standing;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recurrences as JSON. */
final class RepeatJson {

    private RepeatJson() {}

    static String write(RepeatCard card) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("repeat", write(card.repeat()));
        map.put("start", card.start().toString());
        map.put("actor", card.actor());
        RepeatCard.Progress p = card.progress();
        map.put("state", p.state().name());
        map.put("zone", p.zone().getId());
        put(map, "next", p.next());
        put(map, "done", p.done());
        RepeatCard.Run run = p.run();
        if (run != null) {
            map.put("ran", run.time().toString());
            map.put("ranAt", run.at());
            put(map, "as", run.notification());
        }
        RepeatCard.Sending sending = p.sending();
        if (sending != null) {
            map.put("sending", sending.time().toString());
            map.put("due", sending.due());
            map.put("until", sending.until());
        }
        map.put("sent", p.count().sent());
        map.put("skipped", p.count().skipped());
        map.put("tooLate", p.count().tooLate());
        put(map, "why", p.why());
        return Json.write(map);
    }

    /** A request and its plan: two that are equal here ask for the same. */
    static Map<String, Object> write(Repeat repeat) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("what", Content.writeRequest(repeat.what()));
        put(map, "key", repeat.what().key().orElse(null));
        put(map, "schedule", repeat.schedule().orElse(null));
        put(map, "zone", repeat.zone().map(ZoneId::getId).orElse(null));
        map.put("ofRecipient", repeat.isInZoneOfRecipient());
        map.put("onZoneChange", repeat.onZoneChange().name());
        put(map, "from", repeat.from().orElse(null));
        put(map, "until", repeat.until().orElse(null));
        put(map, "tooLateAfter", repeat.tooLateAfter().orElse(null));
        map.put("ifMissed", repeat.ifMissed().name());
        map.put("apart", repeat.atLeastApart().toString());
        return map;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value.toString());
        }
    }

    static RepeatCard read(String text) {
        Map<String, Object> map = Json.read(text);
        LocalDateTime ran = time(map, "ran");
        LocalDateTime sending = time(map, "sending");
        return new RepeatCard(
                readRepeat(map(map.get("repeat"))),
                LocalDateTime.parse(text(map, "start")),
                text(map, "actor"),
                new RepeatCard.Progress(
                        Standing.State.valueOf(text(map, "state")),
                        ZoneId.of(text(map, "zone")),
                        time(map, "next"),
                        time(map, "done"),
                        ran == null
                                ? null
                                : new RepeatCard.Run(
                                        ran,
                                        number(map, "ranAt"),
                                        map.get("as") instanceof String id ? UUID.fromString(id) : null),
                        sending == null
                                ? null
                                : new RepeatCard.Sending(sending, number(map, "due"), number(map, "until")),
                        new Standing.Count(number(map, "sent"), number(map, "skipped"), number(map, "tooLate")),
                        map.get("why") instanceof String why ? why : null));
    }

    private static Repeat readRepeat(Map<String, Object> map) {
        Notification what = Content.readRequest(map(map.get("what")));
        if (map.get("key") instanceof String key) {
            what = what.key(key);
        }
        Repeat repeat = Repeat.of(what)
                .by(Schedule.parse(text(map, "schedule")))
                .onZoneChange(OnZoneChange.valueOf(text(map, "onZoneChange")))
                .ifMissed(IfMissed.valueOf(text(map, "ifMissed")))
                .atLeastApart(Duration.parse(text(map, "apart")));
        if (Boolean.TRUE.equals(map.get("ofRecipient"))) {
            repeat = repeat.inZoneOfRecipient();
        } else if (map.get("zone") instanceof String zone) {
            repeat = repeat.inZone(zone);
        }
        LocalDateTime from = time(map, "from");
        LocalDateTime until = time(map, "until");
        repeat = from == null ? repeat : repeat.from(from);
        repeat = until == null ? repeat : repeat.until(until);
        return map.get("tooLateAfter") instanceof String limit ? repeat.tooLateAfter(Duration.parse(limit)) : repeat;
    }

    @SuppressWarnings("unchecked") // written by us with text as keys
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static String text(Map<String, Object> map, String name) {
        return String.valueOf(map.get(name));
    }

    private static long number(Map<String, Object> map, String name) {
        return map.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static @Nullable LocalDateTime time(Map<String, Object> map, String name) {
        return map.get(name) instanceof String text ? LocalDateTime.parse(text) : null;
    }
}
