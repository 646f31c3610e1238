package dev.notify.internal.intake;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.internal.setup.Setup;
import dev.notify.request.Scope;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreSession;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Stops and moves what a fan-out has still to make. Done before the deliveries that are there are looked at: whatever is made after this
 * is made as this says, and whatever was made before is there to be seen.
 */
final class FanOutChanges {

    private static final int TRIES = 40;

    private final Setup setup;
    private final Surroundings surroundings;

    FanOutChanges(Setup setup, Surroundings surroundings) {
        this.setup = setup;
        this.surroundings = surroundings;
    }

    /** Changes the fan-outs of these notifications that are not over; returns which those are. */
    Set<UUID> change(StoreSession session, List<UUID> notifications, Scope scope, UnaryOperator<FanOutCard> how) {
        for (int i = 0; i < TRIES; i++) {
            Set<UUID> changed = new LinkedHashSet<>();
            CardPart.Step step = step(session, notifications, scope, how, changed);
            if (changed.isEmpty() || session.cards().write(step)) {
                return changed;
            }
        }
        throw new StoreBusyException("its deliveries are being made too fast to be changed: try again", null);
    }

    private CardPart.Step step(
            StoreSession session,
            List<UUID> notifications,
            Scope scope,
            UnaryOperator<FanOutCard> how,
            Set<UUID> changed) {
        FieldSeal seal = setup.seams().seal();
        String tenant = scope.tenant().value();
        long now = surroundings.time().millis();
        List<CardPart.Put> puts = new ArrayList<>();
        List<CardPart.Due> dues = new ArrayList<>();
        for (Rows.Card row : session.cards().byIds(notifications)) {
            if (FanOutCard.isOne(row) && row.place().tenant().equals(tenant)) {
                FanOutCard card = FanOutCard.read(seal, row);
                if (!card.state().isOver()) {
                    puts.add(how.apply(card).put(seal, tenant, row.id(), row.version(), now));
                    dues.add(new CardPart.Due(row.id(), now, now));
                    changed.add(row.id());
                }
            }
        }
        return CardPart.Step.EMPTY.puts(puts).dues(dues);
    }
}
