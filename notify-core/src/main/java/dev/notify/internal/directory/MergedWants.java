package dev.notify.internal.directory;

import dev.notify.internal.cards.Cards;
import dev.notify.preference.PreferenceChange;
import dev.notify.preference.Preferences;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants who was two: the stricter of both, written with the merge. The old card stays, for the merge may be taken back, and is
 * written over just as it is, so that whoever changes it at the same moment is not overlooked.
 */
final class MergedWants {

    private final Editing editing;
    private final Cards cards;

    MergedWants(Editing editing) {
        this.editing = editing;
        this.cards = new Cards(editing.seal());
    }

    /** The cards to be written, and the lines of the trail that go with them; nothing if nobody ever said anything under the old id. */
    record Written(List<CardPart.Put> puts, List<Rows.Trail> trail) {}

    Written merge(String oldId, String end) {
        CardPart.Place oldPlace = cards.preferencesAt(editing.tenant(), oldId);
        Rows.Card old = editing.card(oldPlace);
        if (old == null) {
            return new Written(List.of(), List.of());
        }
        CardPart.Place place = cards.preferencesAt(editing.tenant(), end);
        Rows.Card card = editing.card(place);
        Preferences goes = cards.preferences(old);
        Preferences before = card == null ? Preferences.none() : cards.preferences(card);
        Preferences after = Cards.stricter(before, goes, editing.setup()::categoryOf);
        List<CardPart.Put> puts = new ArrayList<>();
        List<Rows.Trail> trail = new ArrayList<>();
        puts.add(cards.preferences(oldPlace, old, editing.newId(), goes, editing.now()));
        if (!after.equals(before)) {
            puts.addAll(changed(place, card, before, after, trail, oldId));
        }
        return new Written(puts, trail);
    }

    private List<CardPart.Put> changed(
            CardPart.Place place,
            Rows.@Nullable Card card,
            Preferences before,
            Preferences after,
            List<Rows.Trail> trail,
            String oldId) {
        CardPart.Put put = cards.preferences(place, card, editing.newId(), after, editing.now());
        PreferenceChange line = new PreferenceChange(
                Editing.version(card) + 1,
                Instant.ofEpochMilli(editing.now()),
                editing.actor(),
                Optional.of("merged with " + oldId + ": the stricter of both"),
                before,
                after);
        trail.add(editing.trail("preferences.changed", put.id(), String.join("; ", line.differences())));
        return List.of(put, cards.change(place, line, editing.newId()));
    }
}
