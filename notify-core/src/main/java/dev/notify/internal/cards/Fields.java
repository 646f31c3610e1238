package dev.notify.internal.cards;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the plain maps of JSON. */
final class Fields {

    private Fields() {}

    @SuppressWarnings("unchecked") // written by us with text as keys
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    static String text(Map<String, Object> map, String name) {
        return String.valueOf(map.get(name));
    }

    static @Nullable String textOrNull(Map<String, Object> map, String name) {
        return map.get(name) instanceof String text ? text : null;
    }

    static long number(Map<String, Object> map, String name) {
        return map.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
