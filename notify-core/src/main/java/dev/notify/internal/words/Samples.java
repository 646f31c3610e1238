package dev.notify.internal.words;

import dev.notify.internal.mustache.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Data of the shape that a text asks for, of a length that is long and not absurd. */
final class Samples {

    private static final String WORD = "Twenty letters, word";
    private static final String MOMENT = "2026-09-23T20:00:00Z";
    private static final long NUMBER = 1_234;

    private Samples() {}

    static Map<String, Object> of(Text text) {
        Map<String, Object> data = new HashMap<>();
        List<Text.Use> uses = new ArrayList<>(text.uses());
        uses.sort((a, b) -> b.name().length() - a.name().length());
        uses.forEach(use -> put(data, use));
        return data;
    }

    private static void put(Map<String, Object> data, Text.Use use) {
        List<String> path = List.of(use.name().split("\\."));
        int last = path.size() - (use.part() == Text.Part.NONE ? 1 : 2);
        Map<String, Object> at = data;
        for (String step : path.subList(0, last)) {
            at = entries(at, step);
        }
        at.putIfAbsent(
                path.get(last),
                switch (use.part()) {
                    case TIME -> MOMENT;
                    case NUMBER -> NUMBER;
                    case NONE -> WORD;
                });
    }

    @SuppressWarnings("unchecked") // made here, with text as keys
    private static Map<String, Object> entries(Map<String, Object> data, String step) {
        Object known = data.get(step);
        if (known instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        Map<String, Object> made = new HashMap<>();
        data.put(step, made);
        return made;
    }
}
