package dev.notify.internal.collapse;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.json.Digest;
import dev.notify.internal.json.Json;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The cards of kind {@code collapse}, written only over what was read: of several at once, one speaks. */
final class LeadCards {

    private static final String KIND = "collapse";
    private static final String FIELD = "card.collapse";
    private static final long KEPT_FOR = Duration.ofDays(1).toMillis();

    private final Surroundings surroundings;
    private final Store store;
    private final FieldSeal seal;

    LeadCards(Surroundings surroundings, Store store, FieldSeal seal) {
        this.surroundings = surroundings;
        this.store = store;
        this.seal = seal;
    }

    private CardPart.Place place(Collapse.Key key) {
        String name = Digest.name(key.type() + " " + key.channel(), key.subjectLookup());
        return new CardPart.Place(key.tenant(), KIND, seal.lookup("card.owner", key.recipient()), name);
    }

    Optional<Lead> read(Collapse.Key key) {
        return store.cards().read(List.of(place(key))).stream().findFirst().map(this::lead);
    }

    private Lead lead(Rows.Card card) {
        Map<String, Object> body = Json.read(seal.open(card.id(), FIELD, card.body()));
        return new Lead(
                UUID.fromString(String.valueOf(body.get("delivery"))),
                millis(body, "at"),
                millis(body, "until"),
                card.version(),
                card.id());
    }

    private static long millis(Map<String, Object> body, String name) {
        return body.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** False if the card is not as it was read any more. */
    boolean write(Collapse.Key key, Optional<Lead> before, UUID delivery, long now) {
        UUID id = before.map(Lead::card).orElseGet(() -> surroundings.ids().next(now));
        long until = now + key.window().toMillis();
        Map<String, ?> body = Map.of("delivery", delivery.toString(), "at", now, "until", until);
        CardPart.Put put = new CardPart.Put(
                place(key),
                id,
                before.map(Lead::version).orElse(0L),
                now,
                until + KEPT_FOR,
                seal.seal(id, FIELD, Json.write(body)));
        return store.cards().write(CardPart.Step.EMPTY.puts(List.of(put)));
    }
}
