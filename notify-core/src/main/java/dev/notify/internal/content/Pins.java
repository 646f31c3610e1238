package dev.notify.internal.content;

import dev.notify.request.NotificationType;
import dev.notify.store.Rows;
import dev.notify.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which words a notification is pinned to: the hashes of its type's full and discreet text at the time it was accepted. */
record Pins(Optional<String> full, Optional<String> discreet) {

    private static final String NONE = "-";
    private static final char BETWEEN = '.';

    static Pins of(NotificationType type) {
        return new Pins(type.text().map(Template::hash), type.discreet().map(Template::hash));
    }

    static Pins read(String stored) {
        int at = stored.indexOf(BETWEEN);
        return new Pins(part(stored.substring(0, at)), part(stored.substring(at + 1)));
    }

    private static Optional<String> part(String text) {
        return NONE.equals(text) ? Optional.empty() : Optional.of(text);
    }

    String write() {
        return full.orElse(NONE) + BETWEEN + discreet.orElse(NONE);
    }

    static List<Rows.Template> rows(NotificationType type) {
        List<Rows.Template> rows = new ArrayList<>();
        type.text().ifPresent(t -> rows.add(new Rows.Template(t.hash(), t.title(), t.body())));
        type.discreet().ifPresent(t -> rows.add(new Rows.Template(t.hash(), t.title(), t.body())));
        return rows;
    }
}
