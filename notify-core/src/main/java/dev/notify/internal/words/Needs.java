package dev.notify.internal.words;

import dev.notify.internal.mustache.Text;
import dev.notify.template.Layer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What words ask of data, in as few texts as there can be: data that fits these fits all.
 *
 * @param certain the variables used in any case, each with the place that uses it
 * @param hardest texts of which no other asks for as much
 */
record Needs(Map<String, String> certain, List<Text> hardest) {

    static Needs of(WordSet words, List<Layer> layers) {
        List<Text> texts = new ArrayList<>();
        Map<String, String> certain = new LinkedHashMap<>();
        words.sayings().forEach((key, saying) -> {
            if (layers.contains(key.layer())) {
                texts.addAll(saying.texts());
            }
        });
        texts.stream()
                .flatMap(t -> t.uses().stream())
                .filter(Text.Use::certain)
                .forEach(use -> certain.putIfAbsent(use.variable(), use.place()));
        texts.sort(Comparator.comparing(t -> -t.asks().size()));
        List<Text> hardest = new ArrayList<>();
        List<Set<String>> asked = new ArrayList<>();
        for (Text text : texts) {
            Set<String> asks = text.asks();
            if (!asks.isEmpty() && asked.stream().noneMatch(a -> a.containsAll(asks))) {
                hardest.add(text);
                asked.add(asks);
            }
        }
        return new Needs(Collections.unmodifiableMap(certain), List.copyOf(hardest));
    }

    Optional<String> misfit(Map<String, Object> data, Locale standard) {
        for (Map.Entry<String, String> use : certain.entrySet()) {
            if (!data.containsKey(use.getKey())) {
                return Optional.of(use.getValue() + ": the data lacks the variable '" + use.getKey() + "'");
            }
        }
        try {
            hardest.forEach(text -> text.render(data, new Text.Voice(standard, ZoneOffset.UTC)));
            return Optional.empty();
        } catch (Text.Broken e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
