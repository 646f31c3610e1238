package dev.notify.internal.settle;

import dev.notify.event.NotificationEvent;
import dev.notify.store.InboxPart;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.DeliveryChange;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A settlement on its way to the store.
 *
 * @param event what to tell once it took effect
 * @param mayBeLate whether it records a success, which may finish the delivery even when its fence is gone
 */
record Pending(Settlement settlement, Optional<NotificationEvent> event, boolean mayBeLate) {

    /** The same, with this into an inbox. */
    Pending with(InboxPart.Item item) {
        return followedBy(settlement.next().items(List.of(item)));
    }

    /** Whether it ends work that has been claimed once more since. */
    boolean endsOlder(QueuePart.Claim claim) {
        return settlement.move().remove() && settlement.ref().equals(claim.ref()) && settlement.fence() < claim.fence();
    }

    /** The same under a later claim: what was done stays what it was. */
    Pending under(QueuePart.Claim claim) {
        Settlement s = settlement;
        return new Pending(
                new Settlement(
                        s.ref(),
                        claim.fence(),
                        s.move(),
                        s.delivery(),
                        s.attempt(),
                        s.call(),
                        s.next(),
                        s.trail(),
                        s.counters()),
                event,
                mayBeLate);
    }

    /** The same with another card. */
    Pending with(Rows.Card card) {
        return followedBy(settlement.next().cards(List.of(card)));
    }

    /** The same with another card, and the work that refers to it. */
    Pending with(Rows.Card card, Rows.Work work) {
        Next next = settlement.next();
        List<Rows.Work> all =
                Stream.concat(next.work().stream(), Stream.of(work)).toList();
        return followedBy(new Next(all, next.calls(), next.standIns(), next.withdrawn(), List.of(card), next.items()));
    }

    private Pending followedBy(Next next) {
        Settlement s = settlement;
        return new Pending(
                new Settlement(
                        s.ref(),
                        s.fence(),
                        s.move(),
                        s.delivery(),
                        s.attempt(),
                        s.call(),
                        next,
                        s.trail(),
                        s.counters()),
                event,
                mayBeLate);
    }

    /**
     * The same without any text from outside, for a store that will not take it as it is.
     *
     * @param why what is said instead, sealed
     */
    Pending bare(String why) {
        Settlement s = settlement;
        DeliveryChange d = s.delivery();
        Rows.Attempt a = s.attempt();
        return new Pending(
                new Settlement(
                        s.ref(),
                        s.fence(),
                        s.move(),
                        d == null
                                ? null
                                : new DeliveryChange(d.state(), d.dueAt(), d.doneAt(), d.attempts(), null, why),
                        a == null
                                ? null
                                : new Rows.Attempt(
                                        a.deliveryId(),
                                        a.fence(),
                                        a.number(),
                                        a.node(),
                                        a.startedAt(),
                                        a.endedAt(),
                                        a.outcome(),
                                        null),
                        s.call(),
                        s.next().cards(List.of()),
                        s.trail(),
                        s.counters()),
                event,
                mayBeLate);
    }
}
