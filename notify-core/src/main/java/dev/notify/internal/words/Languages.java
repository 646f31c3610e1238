package dev.notify.internal.words;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Languages by their tags, and the way from a narrow one to a wide one. */
final class Languages {

    /** Stands for everybody whose language nothing is said in. */
    static final String ANY = "";

    private Languages() {}

    /** {@code af-ZA}, then {@code af}. */
    static List<String> chain(Locale locale) {
        List<String> chain = new ArrayList<>();
        String tag = locale.stripExtensions().toLanguageTag();
        while (!tag.isEmpty() && !tag.equals("und")) {
            chain.add(tag);
            tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
        }
        return chain;
    }

    /** Where to look for somebody: in their language, in the service's own, in any. */
    static Set<String> chain(@Nullable Locale recipient, Locale standard) {
        Set<String> chain = new LinkedHashSet<>();
        if (recipient != null) {
            chain.addAll(chain(recipient));
        }
        chain.addAll(chain(standard));
        chain.add(ANY);
        return chain;
    }

    /** Every language to ask for words in, wide ones included. */
    static Set<String> all(List<Locale> languages, Locale standard) {
        Set<String> all = new LinkedHashSet<>();
        languages.forEach(language -> all.addAll(chain(language)));
        all.addAll(chain(standard));
        all.add(ANY);
        return all;
    }

    /** How dates and numbers look within words of that tag: as the recipient likes, if it is their language. */
    static Locale voice(String tag, @Nullable Locale recipient, Locale standard) {
        Locale spoken = tag.equals(ANY) ? standard : Locale.forLanguageTag(tag);
        if (recipient != null && recipient.getLanguage().equals(spoken.getLanguage())) {
            return recipient;
        }
        return spoken.getLanguage().equals(standard.getLanguage()) ? standard : spoken;
    }
}
