package dev.notify.internal.upkeep;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.json.Json;
import dev.notify.model.Actor;
import dev.notify.model.Tenant;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Place;
import dev.notify.store.CardPart.Put;
import dev.notify.store.CardPart.Step;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.template.TemplateEditor.Edited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Texts of templates as cards, and a card that counts their changes, which is all that nodes look at. */
final class TemplateCards {

    private static final String KIND = "template";
    private static final String TEXTS = "texts";
    private static final String FIELD = "template";
    private static final int PAGE = 500;
    private static final Place CHANGES = new Place(Tenant.DEFAULT.value(), KIND, "changes", "");

    private final Surroundings surroundings;
    private final Store store;
    private final FieldSeal seal;

    /**
     * All texts at one moment.
     *
     * @param changes how often any was changed
     */
    record Shelf(long changes, Map<String, Kept> texts) {

        /** The texts by name, with this one in its place, or without it. */
        Map<String, String> with(String name, @Nullable String text) {
            Map<String, String> all = new LinkedHashMap<>();
            texts.forEach((n, kept) -> all.put(n, kept.edited().text()));
            if (text == null) {
                all.remove(name);
            } else {
                all.put(name, text);
            }
            return all;
        }

        Map<String, String> plain() {
            return with("", null);
        }

        long versionOf(String name) {
            Kept kept = texts.get(name);
            return kept == null ? 0 : kept.edited().version();
        }
    }

    /** A text, and the id of its card. */
    record Kept(UUID id, Edited edited) {}

    TemplateCards(Surroundings surroundings, Store store, FieldSeal seal) {
        this.surroundings = surroundings;
        this.store = store;
        this.seal = seal;
    }

    /** How often any text was changed: one statement. */
    long changes() {
        return store.cards().read(List.of(CHANGES)).stream()
                .mapToLong(Rows.Card::version)
                .findFirst()
                .orElse(0);
    }

    /** Every text. What is written meanwhile may or may not be seen, and has one change more than this says. */
    Shelf read() {
        long changes = changes();
        Map<String, Kept> texts = new LinkedHashMap<>();
        List<Rows.Card> page;
        @Nullable String after = null;
        do {
            page = store.cards().list(CHANGES.tenant(), KIND, TEXTS, after, PAGE);
            for (Rows.Card card : page) {
                after = card.place().name();
                texts.put(after, new Kept(card.id(), opened(card)));
            }
        } while (page.size() == PAGE);
        return new Shelf(changes, texts);
    }

    private Edited opened(Rows.Card card) {
        Map<String, Object> body = Json.read(seal.open(card.id(), FIELD, card.body()));
        return new Edited(
                card.place().name(),
                String.valueOf(body.get("text")),
                card.version(),
                Instant.ofEpochMilli(card.changedAt()),
                String.valueOf(body.get("by")));
    }

    /**
     * Puts or removes a text, if nobody has changed any since the shelf was read.
     *
     * @return what is there now; null if somebody has
     */
    @Nullable
    Edited write(Shelf shelf, String name, @Nullable String text, Actor actor) {
        long now = surroundings.time().millis();
        Kept before = shelf.texts().get(name);
        UUID id = before == null ? surroundings.ids().next(now) : before.id();
        String by = actor.value();
        String body = text == null ? null : seal.seal(id, FIELD, Json.write(Map.of("text", text, "by", by)));
        Place place = new Place(CHANGES.tenant(), KIND, TEXTS, name);
        List<Put> puts = new ArrayList<>();
        puts.add(new Put(place, id, shelf.versionOf(name), now, null, body));
        puts.add(new Put(CHANGES, surroundings.ids().next(now), shelf.changes(), now, null, ""));
        Rows.Trail line = new Rows.Trail(
                surroundings.ids().next(now),
                CHANGES.tenant(),
                now,
                by,
                text == null ? "template.removed" : "template.put",
                id,
                name);
        CardPart cards = store.cards();
        if (!cards.write(Step.EMPTY.puts(puts).trail(List.of(line)))) {
            return null;
        }
        String kept = text == null ? "" : text;
        return new Edited(name, kept, shelf.versionOf(name) + 1, Instant.ofEpochMilli(now), by);
    }
}
