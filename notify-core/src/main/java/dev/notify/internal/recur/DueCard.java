package dev.notify.internal.recur;

import dev.notify.internal.json.Json;
import dev.notify.model.Tenant;
import dev.notify.schedule.Schedule;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A source of the host's that is asked what is due: one card for all nodes, which bears the id of its piece of work.
 *
 * @param schedule as the node that wrote it has it; a node that has another takes it over
 * @param start where elapsed time is counted from
 * @param next what it is asked for next
 * @param answered when it last answered
 */
record DueCard(
        Schedule schedule,
        LocalDateTime start,
        LocalDateTime next,
        @Nullable Long answered) {

    static final String KIND = "due-source";
    private static final String FIELD = "card.due-source";

    static CardPart.Place place(String source) {
        return new CardPart.Place(Tenant.DEFAULT.value(), KIND, source, "");
    }

    static boolean isOne(Rows.Card card) {
        return card.place().kind().equals(KIND);
    }

    static DueCard read(FieldSeal seal, Rows.Card card) {
        Map<String, Object> map = Json.read(seal.open(card.id(), FIELD, card.body()));
        return new DueCard(
                Schedule.parse(String.valueOf(map.get("schedule"))),
                LocalDateTime.parse(String.valueOf(map.get("start"))),
                LocalDateTime.parse(String.valueOf(map.get("next"))),
                map.get("answered") instanceof Number moment ? Long.valueOf(moment.longValue()) : null);
    }

    CardPart.Put put(FieldSeal seal, CardPart.Place place, UUID id, long version, long now) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("schedule", schedule.toString());
        map.put("start", start.toString());
        map.put("next", next.toString());
        Long moment = answered;
        if (moment != null) {
            map.put("answered", moment);
        }
        return new CardPart.Put(place, id, version, now, null, seal.seal(id, FIELD, Json.write(map)));
    }
}
