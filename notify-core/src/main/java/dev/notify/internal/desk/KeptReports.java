package dev.notify.internal.desk;

import dev.notify.internal.cards.Cards;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.report.Report;
import dev.notify.report.Reports.Effect;
import dev.notify.report.TrackedReport;
import dev.notify.request.Scope;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Reports that overtook the record of what they are about: a card each, and work that looks again. One about a delivery that waits is kept for a day, since that may be
 * tried again much later; one about a provider's id for a quarter of an hour, since the id is recorded right after the try or never.
 */
final class KeptReports {

    private static final long FIRST_LOOK = 1_000;

    private final Writing writing;
    private final Scope scope;

    KeptReports(Writing writing, Scope scope) {
        this.writing = writing;
        this.scope = scope;
    }

    /** The delivery a provider's id stands for, if that is recorded. */
    Optional<DeliveryId> deliveryOf(ChannelName channel, String providerId) {
        CardPart.Place place = writing.cards().trackedAt(scope.tenant(), channel, providerId);
        return Optional.ofNullable(writing.read(writing.in(scope), place)).map(writing.cards()::tracked);
    }

    Effect keep(Report report) {
        return keep((id, now) -> writing.cards().kept(scope.tenant(), report, id, now));
    }

    Effect keep(ChannelName channel, TrackedReport report) {
        return keep((id, now) -> writing.cards().kept(scope.tenant(), channel, report, id, now));
    }

    private Effect keep(BiFunction<UUID, Long, Rows.Card> card) {
        return writing.write(scope, cards -> {
            Writing.Draft draft = writing.draft(scope);
            Rows.Card kept = card.apply(draft.id(), draft.now());
            if (writing.read(cards, kept.place()) != null) {
                return Writing.Change.nothing(Effect.KEPT);
            }
            draft.put(new CardPart.Put(kept.place(), kept.id(), 0L, draft.now(), kept.expiresAt(), kept.body()));
            draft.work(Cards.takeIn(kept, draft.now() + FIRST_LOOK));
            return draft.change(Effect.KEPT);
        });
    }

    /** What a card keeps, if it is known by now which delivery that is about. */
    Optional<Report> read(Rows.Card card) {
        return writing.cards().kept(card, this::deliveryOf);
    }
}
