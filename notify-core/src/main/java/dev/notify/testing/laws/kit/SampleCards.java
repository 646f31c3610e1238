package dev.notify.testing.laws.kit;

import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Place;
import dev.notify.store.CardPart.Put;
import dev.notify.store.CardPart.Step;
import dev.notify.store.Rows;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes cards for tests of a store: of one kind, in the tenant of the sample rows. */
public final class SampleCards {

    /** The kind of all sample cards. */
    public static final String KIND = "sample";

    private final SampleRows rows;

    /** Cards of these rows' tenant. */
    public SampleCards(SampleRows rows) {
        this.rows = rows;
    }

    /** A place of this owner and name. */
    public Place place(String owner, String name) {
        return new Place(rows.tenant(), KIND, owner, name);
    }

    /** A card with this body, whatever is there. */
    public Put put(Place place, String body) {
        return new Put(place, rows.id(), null, NOW, null, body);
    }

    /** A card with this body, if this version is there. */
    public Put put(Place place, long expected, String body) {
        return new Put(place, rows.id(), expected, NOW, null, body);
    }

    /** No card, whatever is there. */
    public Put removal(Place place) {
        return new Put(place, rows.id(), null, NOW, null, null);
    }

    /** Writes these and nothing else. */
    public static boolean write(CardPart cards, Put... puts) {
        return cards.write(Step.EMPTY.puts(Arrays.asList(puts)));
    }

    /** The card at a place. */
    public static Rows.@Nullable Card at(CardPart cards, Place place) {
        List<Rows.Card> found = cards.read(List.of(place));
        return found.isEmpty() ? null : found.get(0);
    }

    /** The version and the body of what is at a place: {@code 2 text}, or {@code nothing}. */
    public static String shown(CardPart cards, Place place) {
        Rows.Card card = at(cards, place);
        return card == null ? "nothing" : card.version() + " " + card.body();
    }
}
