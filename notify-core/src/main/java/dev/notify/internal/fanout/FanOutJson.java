package dev.notify.internal.fanout;

import dev.notify.delivery.FanOut;
import dev.notify.directory.Group;
import dev.notify.internal.content.Content;
import dev.notify.internal.json.Json;
import dev.notify.request.IfQuiet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fan-outs as JSON. */
final class FanOutJson {

    private FanOutJson() {}

    static String write(FanOutCard card) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("groups", card.plan().groups().stream().map(Group::key).toList());
        map.put("named", card.plan().named());
        card.plan().route().ifPresent(route -> map.put("route", Content.writeRoute(route)));
        map.put("ifQuiet", card.plan().ifQuiet().name());
        map.put("due", card.times().dueAt());
        put(map, "wall", card.times().wallTime());
        put(map, "zone", card.times().zone());
        put(map, "expires", card.times().expiresAt());
        map.put("forced", card.times().forced());
        map.put("source", card.mark().source());
        put(map, "after", card.mark().after());
        map.put("hosts", card.mark().hosts());
        map.put("round", card.mark().round().name());
        map.put("recipients", card.count().recipients());
        map.put("deliveries", card.count().deliveries());
        map.put("repeated", card.count().repeated());
        map.put("state", card.state().name());
        map.put("notes", card.notes());
        return Json.write(map);
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    static FanOutCard read(String text) {
        Map<String, Object> map = Json.read(text);
        FanOutCard.Plan plan = new FanOutCard.Plan(
                texts(map, "groups").stream().map(Group::ofKey).toList(),
                (int) number(map, "named"),
                map.get("route") instanceof Map<?, ?> route
                        ? Optional.of(Content.readRoute(named(route)))
                        : Optional.empty(),
                IfQuiet.valueOf(String.valueOf(map.get("ifQuiet"))));
        FanOutCard.Times times = new FanOutCard.Times(
                number(map, "due"),
                text(map, "wall"),
                text(map, "zone"),
                map.containsKey("expires") ? Long.valueOf(number(map, "expires")) : null,
                Boolean.TRUE.equals(map.get("forced")));
        FanOutCard.Mark mark = new FanOutCard.Mark(
                (int) number(map, "source"),
                text(map, "after"),
                Boolean.TRUE.equals(map.get("hosts")),
                FanOutCard.Round.valueOf(String.valueOf(map.getOrDefault("round", FanOutCard.Round.ONCE.name()))));
        FanOutCard.Count count =
                new FanOutCard.Count(number(map, "recipients"), number(map, "deliveries"), number(map, "repeated"));
        return new FanOutCard(
                plan, times, mark, count, FanOut.State.valueOf(String.valueOf(map.get("state"))), texts(map, "notes"));
    }

    private static Map<String, Object> named(Map<?, ?> stored) {
        Map<String, Object> map = new LinkedHashMap<>();
        stored.forEach((name, value) -> put(map, String.valueOf(name), value));
        return map;
    }

    private static long number(Map<String, Object> map, String name) {
        return map.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static @Nullable String text(Map<String, Object> map, String name) {
        return map.get(name) instanceof String text ? text : null;
    }

    private static List<String> texts(Map<String, Object> map, String name) {
        return map.get(name) instanceof List<?> all
                ? all.stream().map(String::valueOf).toList()
                : List.of();
    }
}
