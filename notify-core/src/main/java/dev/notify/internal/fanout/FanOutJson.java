package dev.notify.internal.fanout;

import dev.notify.delivery.FanOut;
import dev.notify.directory.Group;
import dev.notify.internal.json.Json;
import dev.notify.model.ChannelName;
import dev.notify.request.IfQuiet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fan-outs as JSON. */
final class FanOutJson {

    private FanOutJson() {}

    static String write(FanOutCard card) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("groups", card.plan().groups().stream().map(Group::key).toList());
        map.put("named", card.plan().named());
        map.put("onlyBy", card.plan().onlyBy().stream().map(ChannelName::value).toList());
        map.put("ifQuiet", card.plan().ifQuiet().name());
        map.put("due", card.times().dueAt());
        put(map, "wall", card.times().wallTime());
        put(map, "zone", card.times().zone());
        put(map, "expires", card.times().expiresAt());
        map.put("forced", card.times().forced());
        map.put("source", card.mark().source());
        put(map, "after", card.mark().after());
        map.put("hosts", card.mark().hosts());
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
                texts(map, "onlyBy").stream().map(ChannelName::of).toList(),
                IfQuiet.valueOf(String.valueOf(map.get("ifQuiet"))));
        FanOutCard.Times times = new FanOutCard.Times(
                number(map, "due"),
                text(map, "wall"),
                text(map, "zone"),
                map.containsKey("expires") ? Long.valueOf(number(map, "expires")) : null,
                Boolean.TRUE.equals(map.get("forced")));
        FanOutCard.Mark mark = new FanOutCard.Mark(
                (int) number(map, "source"), text(map, "after"), Boolean.TRUE.equals(map.get("hosts")));
        FanOutCard.Count count =
                new FanOutCard.Count(number(map, "recipients"), number(map, "deliveries"), number(map, "repeated"));
        return new FanOutCard(
                plan, times, mark, count, FanOut.State.valueOf(String.valueOf(map.get("state"))), texts(map, "notes"));
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
