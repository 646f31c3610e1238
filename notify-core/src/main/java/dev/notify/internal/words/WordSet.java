package dev.notify.internal.words;

import dev.notify.model.ChannelName;
import dev.notify.store.Rows;
import dev.notify.template.Layer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything one type says.
 *
 * @param standard the service's language, in which those are addressed whose own has no words
 */
record WordSet(Locale standard, Map<Slot, Saying> sayings) {

    WordSet {
        sayings = java.util.Collections.unmodifiableMap(new TreeMap<>(sayings));
    }

    /**
     * Where words belong.
     *
     * @param channel a name, or {@link #ANY}
     * @param tag a language, {@link Languages#ANY}, or {@link #INLINE} for what the type says in code
     */
    record Slot(Layer layer, String channel, String tag) implements Comparable<Slot> {

        static final String ANY = "any";
        static final String INLINE = "=";

        @Override
        public int compareTo(Slot other) {
            return sorted().compareTo(other.sorted());
        }

        private String sorted() {
            return layer + " " + channel + " " + tag;
        }
    }

    /** Words, and how dates and numbers look in them. */
    record Chosen(Slot slot, Saying saying, Locale voice) {}

    /** The words for somebody: language before channel, then what the type says in code. */
    Optional<Chosen> choose(Layer layer, ChannelName channel, @Nullable Locale recipient) {
        for (String tag : Languages.chain(recipient, standard)) {
            for (String name : List.of(channel.value(), Slot.ANY)) {
                Slot key = new Slot(layer, name, tag);
                Saying saying = sayings.get(key);
                if (saying != null) {
                    return Optional.of(new Chosen(key, saying, Languages.voice(tag, recipient, standard)));
                }
            }
        }
        Slot inline = new Slot(layer, Slot.ANY, Slot.INLINE);
        return Optional.ofNullable(sayings.get(inline))
                .map(s -> new Chosen(inline, s, Languages.voice(Languages.ANY, recipient, standard)));
    }

    /** The words that may be shown there: full ones where details are, if there are any. */
    Optional<Chosen> choose(boolean details, ChannelName channel, @Nullable Locale recipient) {
        Optional<Chosen> full = details ? choose(Layer.FULL, channel, recipient) : Optional.empty();
        return full.or(() -> choose(Layer.DISCREET, channel, recipient));
    }

    /** Everything, as rows to be stored: the words, and the list of them whose hash is the pin. */
    List<Rows.Template> rows() {
        Set<Rows.Template> rows = new LinkedHashSet<>();
        sayings.values().forEach(s -> rows.addAll(s.rows()));
        rows.add(Manifest.of(this));
        return new ArrayList<>(rows);
    }
}
