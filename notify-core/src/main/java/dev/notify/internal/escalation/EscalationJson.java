package dev.notify.internal.escalation;

import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationStatus.Closing;
import dev.notify.escalation.EscalationStatus.State;
import dev.notify.internal.cards.Cards;
import dev.notify.internal.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Escalations as JSON. */
final class EscalationJson {

    private EscalationJson() {}

    static String write(EscalationCard card) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ladder", LadderJson.write(card.escalation()));
        map.put("by", card.by());
        map.put("begun", card.begunAt());
        map.put("state", card.state().name());
        EscalationCard.Mark mark = card.mark();
        map.put("round", mark.round());
        map.put("rung", mark.rung());
        map.put("next", mark.nextAt());
        map.put("sending", mark.sending());
        map.put("winding", mark.winding());
        Long told = mark.toldAt();
        if (told != null) {
            map.put("told", told);
        }
        map.put("queued", mark.queued());
        map.put("fence", mark.fence());
        map.put("asked", card.asked().stream().map(AskedJson::write).toList());
        card.taken().ifPresent(s -> map.put("taken", Cards.signed(s)));
        map.put("before", card.before().stream().map(Cards::signed).toList());
        card.closing().ifPresent(c -> {
            map.put("closedBy", c.by());
            map.put("closedAt", c.at().toEpochMilli());
            map.put("closedWhy", c.why());
        });
        return Json.write(map);
    }

    static EscalationCard read(String text) {
        Map<String, Object> map = Json.read(text);
        Escalation escalation = LadderJson.read(map(map.get("ladder")));
        EscalationCard.Mark mark = new EscalationCard.Mark(
                (int) number(map, "round"),
                (int) number(map, "rung"),
                number(map, "next"),
                Boolean.TRUE.equals(map.get("sending")),
                Boolean.TRUE.equals(map.get("winding")),
                map.containsKey("told") ? Long.valueOf(number(map, "told")) : null,
                Boolean.TRUE.equals(map.get("queued")),
                number(map, "fence"));
        return new EscalationCard(
                escalation,
                text(map, "by"),
                number(map, "begun"),
                State.valueOf(text(map, "state")),
                mark,
                list(map.get("asked")).stream().map(a -> AskedJson.read(map(a))).toList(),
                Optional.ofNullable(map.get("taken")).map(s -> Cards.signature(map(s))),
                list(map.get("before")).stream()
                        .map(s -> Cards.signature(map(s)))
                        .toList(),
                map.containsKey("closedBy")
                        ? Optional.of(new Closing(
                                text(map, "closedBy"),
                                Instant.ofEpochMilli(number(map, "closedAt")),
                                text(map, "closedWhy")))
                        : Optional.empty());
    }

    @SuppressWarnings("unchecked") // written by us with text as keys
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    static List<String> texts(@Nullable Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }

    static long number(Map<String, Object> map, String name) {
        return map.get(name) instanceof Number number ? number.longValue() : 0;
    }

    static String text(Map<String, Object> map, String name) {
        return String.valueOf(map.get(name));
    }
}
