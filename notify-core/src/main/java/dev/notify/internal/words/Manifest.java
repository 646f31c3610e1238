package dev.notify.internal.words;

import dev.notify.internal.json.Digest;
import dev.notify.internal.words.WordSet.Slot;
import dev.notify.store.Rows;
import dev.notify.template.Layer;
import dev.notify.template.TemplateException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The list of all that a type says, by hash, and itself stored as words are: its own hash is what a notification is pinned to, whoever it
 * is for. A line of it reads {@code FULL email af 2f.. 91..}: layer, channel, language, hash of title and body, hash of the HTML.
 */
final class Manifest {

    private static final String TITLE = "words";
    private static final String NONE = "-";

    private Manifest() {}

    static Rows.Template of(WordSet set) {
        StringBuilder lines = new StringBuilder("standard " + set.standard().toLanguageTag());
        set.sayings().forEach((key, saying) -> {
            String html = saying.htmlHash();
            lines.append('\n')
                    .append(String.join(
                            " ",
                            key.layer().name(),
                            key.channel(),
                            key.tag().isEmpty() ? NONE : key.tag(),
                            saying.hash(),
                            html == null ? NONE : html));
        });
        String text = lines.toString();
        return new Rows.Template(Digest.name(TITLE, text), TITLE, text);
    }

    /** What a list names, by way of the store. */
    static WordSet read(Rows.Template manifest, Function<String, Optional<Rows.Template>> store) {
        List<String> lines = manifest.body().lines().toList();
        Locale standard = Locale.forLanguageTag(lines.get(0).substring("standard ".length()));
        Map<Slot, Saying> sayings = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] is = line.split(" ", 5);
            String tag = is[2].equals(NONE) ? Languages.ANY : is[2];
            sayings.put(
                    new Slot(Layer.valueOf(is[0]), is[1], tag),
                    Saying.stored(row(is[3], store), is[4].equals(NONE) ? null : row(is[4], store)));
        }
        return new WordSet(standard, sayings);
    }

    static Rows.Template row(String hash, Function<String, Optional<Rows.Template>> store) {
        return store.apply(hash)
                .orElseThrow(() -> new TemplateException("The words " + hash + " are not in the store", null));
    }
}
