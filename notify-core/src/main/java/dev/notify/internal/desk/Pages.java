package dev.notify.internal.desk;

import dev.notify.internal.cards.Cards;
import dev.notify.model.InvalidInputException;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns over a history, newest first. */
final class Pages {

    private static final int MOST = 500;

    private Pages() {}

    /** Lines of a history, and where the next page begins; null on the last one. */
    record Page(List<Rows.Card> lines, @Nullable String next) {}

    static Page of(CardPart part, CardPart.Place history, Optional<String> after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInputException("limit", "must be from 1 to " + MOST);
        }
        String from = after.orElse(history.name());
        if (!from.startsWith(history.name())) {
            throw new InvalidInputException("after", "is no place in this history: take it from the page before");
        }
        List<Rows.Card> lines = part.list(history.tenant(), history.kind(), history.owner(), from, limit + 1).stream()
                .filter(line -> Cards.isOf(line, history))
                .toList();
        return lines.size() <= limit
                ? new Page(lines, null)
                : new Page(lines.subList(0, limit), lines.get(limit - 1).place().name());
    }
}
