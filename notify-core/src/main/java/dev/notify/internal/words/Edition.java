package dev.notify.internal.words;

import dev.notify.request.NotificationType;
import dev.notify.store.Rows;
import dev.notify.template.Layer;
import dev.notify.template.WordFinding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of all types as they were read at one moment; nothing in it changes. */
final class Edition {

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, WordSet> ours = new HashMap<>();
    private final WordBook.Sources from;
    private final List<String> findings;
    private final Set<String> asked;

    /** What a type says, under which hash, and which data it needs. */
    record Entry(NotificationType type, WordSet words, String pin, Needs all, Needs discreet) {}

    Edition(WordBook.Sources from, Collection<NotificationType> types) {
        this.from = from;
        Catalogue catalogue = new Catalogue(from);
        Set<String> all = new LinkedHashSet<>();
        for (NotificationType type : types) {
            WordSet words = catalogue.wordsOf(type);
            entries.put(
                    type.name(),
                    new Entry(
                            type,
                            words,
                            Manifest.of(words).hash(),
                            Needs.of(words, List.of(Layer.values())),
                            Needs.of(words, List.of(Layer.DISCREET))));
            ours.put(Manifest.of(words).hash(), words);
            all.addAll(privateData(type, words));
        }
        all.addAll(catalogue.findings());
        this.findings = List.copyOf(all);
        this.asked = catalogue.asked();
    }

    private static List<String> privateData(NotificationType type, WordSet words) {
        List<String> found = new ArrayList<>();
        words.sayings().forEach((key, saying) -> {
            if (key.layer() == Layer.DISCREET) {
                saying.texts().stream()
                        .flatMap(t -> t.uses().stream())
                        .filter(use -> type.privateVariables().contains(use.variable()))
                        .forEach(use -> found.add("words: " + use.place() + ": '" + use.variable()
                                + "' is private data of type " + type.name() + " and may not stand in discreet words"));
            }
        });
        return found;
    }

    Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** What types say, by the pins. */
    Map<String, WordSet> ours() {
        return Collections.unmodifiableMap(ours);
    }

    List<String> findings() {
        return findings;
    }

    /** The names of all texts that were looked for. */
    Set<String> asked() {
        return asked;
    }

    List<Rows.Template> rows() {
        return entries.values().stream()
                .flatMap(e -> e.words().rows().stream())
                .distinct()
                .toList();
    }

    List<WordFinding> check() {
        List<WordFinding> all = new ArrayList<>();
        findings.forEach(f -> all.add(refused("", f)));
        for (Entry entry : entries.values()) {
            NotificationType type = entry.type();
            if (type != NotificationType.AD_HOC) {
                Missing.of(type, entry.words())
                        .forEach(m -> all.add(refused(type.name(), "type " + type.name() + " " + m)));
                all.addAll(new Lint(type, entry.words(), from).findings());
            }
        }
        return all;
    }

    private static WordFinding refused(String type, String what) {
        return new WordFinding(WordFinding.Kind.REFUSED, type, "", what);
    }
}
