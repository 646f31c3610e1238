package dev.notify.internal.content;

import dev.notify.model.ChannelName;
import dev.notify.policy.Route;
import dev.notify.sign.Sign;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Routes as plain maps. */
final class RouteJson {

    private RouteJson() {}

    static Map<String, Object> write(Route route) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (route instanceof Route.All all) {
            map.put("all", names(all.first()));
            map.put("then", names(all.then()));
        } else {
            map.put("firstOf", names(route.channels()));
        }
        route.patience().ifPresent(p -> {
            map.put("within", p.within().toMillis());
            map.put("sign", p.sign().name());
        });
        return map;
    }

    static Route read(Map<String, Object> map) {
        Optional<Route.Patience> patience = map.get("within") instanceof Number within
                ? Optional.of(new Route.Patience(
                        Duration.ofMillis(within.longValue()), Sign.valueOf(String.valueOf(map.get("sign")))))
                : Optional.empty();
        return map.containsKey("firstOf")
                ? new Route.FirstOf(channels(map.get("firstOf")), patience)
                : new Route.All(channels(map.get("all")), channels(map.get("then")), patience);
    }

    private static List<String> names(List<ChannelName> channels) {
        return channels.stream().map(ChannelName::value).toList();
    }

    private static List<ChannelName> channels(@Nullable Object names) {
        return names instanceof List<?> list
                ? list.stream()
                        .map(name -> ChannelName.of(String.valueOf(name)))
                        .toList()
                : List.of();
    }
}
