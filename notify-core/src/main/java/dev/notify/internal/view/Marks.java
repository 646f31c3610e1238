package dev.notify.internal.view;

import dev.notify.internal.json.Json;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators did with dead letters, on a card of each: put away, or tried again under which fence. */
final class Marks {

    private static final String KIND = "dead-letter";
    private static final String FIELD = "card.dead-letter";
    private static final String DISCARDED = "discarded";
    private static final String FENCE = "fence";

    private final FieldSeal seal;

    Marks(FieldSeal seal) {
        this.seal = seal;
    }

    /**
     * What was done with one.
     *
     * @param fence the one it was put back into the queue under; 0 if it never was
     */
    record Mark(Rows.@Nullable Card card, boolean discarded, long fence) {

        static final Mark NONE = new Mark(null, false, 0);

        /** Whether it is on its way back into the queue, and the delivery does not say so yet. */
        boolean underWay(Rows.Delivery d) {
            return fence > d.lastFence();
        }
    }

    private static CardPart.Place place(String tenant, UUID delivery) {
        return new CardPart.Place(tenant, KIND, delivery.toString(), "");
    }

    Map<UUID, Mark> read(CardPart cards, String tenant, Collection<UUID> deliveries) {
        List<CardPart.Place> places =
                deliveries.stream().map(id -> place(tenant, id)).toList();
        Map<UUID, Mark> marks = new HashMap<>();
        if (!places.isEmpty()) {
            for (Rows.Card card : cards.read(places)) {
                Map<String, Object> body = Json.read(seal.open(card.id(), FIELD, card.body()));
                boolean discarded = Boolean.TRUE.equals(body.get(DISCARDED));
                long fence = body.get(FENCE) instanceof Number number ? number.longValue() : 0;
                marks.put(UUID.fromString(card.place().owner()), new Mark(card, discarded, fence));
            }
        }
        return marks;
    }

    /** Marks one, if nobody has since the mark was read. */
    CardPart.Put put(Rows.Delivery d, Mark before, UUID freshId, boolean discarded, long fence, long now) {
        Rows.Card card = before.card();
        UUID id = card == null ? freshId : card.id();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(DISCARDED, discarded);
        body.put(FENCE, fence);
        return new CardPart.Put(
                place(d.tenant(), d.id()),
                id,
                card == null ? 0L : card.version(),
                now,
                null,
                seal.seal(id, FIELD, Json.write(body)));
    }
}
