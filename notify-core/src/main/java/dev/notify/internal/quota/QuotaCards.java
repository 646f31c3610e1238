package dev.notify.internal.quota;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.json.Json;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The card of a quota and a window: how many were taken, or by whom. */
final class QuotaCards {

    static final String TAKEN = "taken";
    static final String BY = "by";

    private static final String KIND = "quota";
    private static final String FIELD = "card.quota";
    private static final Duration KEPT_FOR = Duration.ofDays(1);

    private final Surroundings surroundings;
    private final Store store;
    private final FieldSeal seal;

    QuotaCards(Surroundings surroundings, Store store, FieldSeal seal) {
        this.surroundings = surroundings;
        this.store = store;
        this.seal = seal;
    }

    private static CardPart.Place place(QuotaStore.Key key, Instant now) {
        String window = key.quota().window() + " "
                + key.quota().beginning(now).toString().replace(':', '-');
        return new CardPart.Place(key.tenant(), KIND, key.owner(), window);
    }

    Optional<Rows.Card> read(QuotaStore.Key key, Instant now) {
        return store.cards().read(List.of(place(key, now))).stream().findFirst();
    }

    /** Writes it if it still is as it was read. */
    boolean write(QuotaStore.Key key, Instant now, Optional<Rows.Card> card, Map<String, ?> body) {
        UUID id = card.map(Rows.Card::id)
                .orElseGet(() -> surroundings.ids().next(surroundings.time().millis()));
        CardPart.Put put = new CardPart.Put(
                place(key, now),
                id,
                card.map(Rows.Card::version).orElse(0L),
                surroundings.time().millis(),
                key.quota().end(now).plus(KEPT_FOR).toEpochMilli(),
                seal.seal(id, FIELD, Json.write(body)));
        return store.cards().write(CardPart.Step.EMPTY.puts(List.of(put)));
    }

    Map<String, Object> bodyOf(Rows.Card card) {
        return Json.read(seal.open(card.id(), FIELD, card.body()));
    }

    static int takenIn(Map<String, Object> body) {
        return body.get(TAKEN) instanceof Number number ? number.intValue() : 0;
    }

    static List<Object> listIn(Map<String, Object> body) {
        return body.get(BY) instanceof List<?> all ? new ArrayList<>(all) : new ArrayList<>();
    }
}
