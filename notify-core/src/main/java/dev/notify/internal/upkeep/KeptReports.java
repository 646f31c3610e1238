package dev.notify.internal.upkeep;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.internal.desk.Desk;
import dev.notify.internal.settle.Settler;
import dev.notify.model.NotifyException;
import dev.notify.store.CardPart;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again at reports that came before their delivery was recorded, less and less often, until it is or they are of no use any more. What a report does it does once,
 * so that a look which is repeated after a crash does no harm.
 */
final class KeptReports {

    private static final Logger LOG = LoggerFactory.getLogger(KeptReports.class);
    private static final long FIRST_WAIT = 1_000;
    private static final long LONGEST_WAIT = 900_000;
    private static final int DOUBLINGS = 10;

    private final Surroundings surroundings;
    private final Store store;
    private final Supplier<Desk> desk;
    private final Settler settler;

    KeptReports(Surroundings surroundings, Store store, Supplier<Desk> desk, Settler settler) {
        this.surroundings = surroundings;
        this.store = store;
        this.desk = desk;
        this.settler = settler;
    }

    void again(QueuePart.Claim claim) {
        long now = surroundings.time().millis();
        try {
            Optional<Rows.Card> card =
                    store.cards().byIds(List.of(claim.ref())).stream().findFirst();
            if (card.isEmpty()) {
                settler.orphan(claim);
            } else if (desk.get().again(card.get())) {
                end(claim, card.get(), now);
            } else if (isOver(card.get(), now)) {
                LOG.warn("a report is about nothing that was recorded in its time: it is dropped card={}", claim.ref());
                end(claim, card.get(), now);
            } else {
                settler.move(claim, Move.again(now + waitAfter(claim.attempt())));
            }
        } catch (NotifyException e) {
            LOG.debug("a report is looked at a little later card={}", claim.ref(), Trace.of(e));
            settler.move(claim, Move.again(now + waitAfter(claim.attempt())));
        }
    }

    private static long waitAfter(int looks) {
        return Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(looks, DOUBLINGS));
    }

    private static boolean isOver(Rows.Card card, long now) {
        Long expiry = card.expiresAt();
        return expiry != null && now >= expiry;
    }

    private void end(QueuePart.Claim claim, Rows.Card card, long now) {
        CardPart.Put removed = new CardPart.Put(card.place(), card.id(), null, now, null, null);
        CardPart.Step step = CardPart.Step.EMPTY.puts(List.of(removed)).done(claim.ref(), claim.fence(), Move.REMOVE);
        if (store.cards().write(step)) {
            settler.written(claim, Long.MAX_VALUE);
        } else {
            settler.move(claim, Move.hold(now)); // another node has it
        }
    }
}
