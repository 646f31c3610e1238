package dev.notify.internal.people;

import dev.notify.internal.cards.Cards;
import dev.notify.model.NotificationId;
import dev.notify.model.Tenant;
import dev.notify.policy.Route;
import dev.notify.sign.Sign;
import dev.notify.sign.Signature;
import dev.notify.store.CardPart.Place;
import dev.notify.store.Rows;
import java.util.List;
import java.util.Optional;

/** Which signs have been given at this moment. */
final class Signatures {

    private final Stored stored;
    private final Cards cards;

    Signatures(Stored stored, Cards cards) {
        this.stored = stored;
        this.cards = cards;
    }

    /** @throws People.Unanswered if the store fails */
    Optional<Signature> on(Rows.Delivery delivery, Route route) {
        return Seam.ask(People.SIGNS, () -> {
            if (!stored.uses(Cards.Part.SIGNS)) {
                return Optional.empty();
            }
            Sign awaited = route.patience().map(Route.Patience::sign).orElse(Sign.READ);
            List<Place> places = placesOf(delivery);
            stored.foresee(places);
            return places.stream()
                    .flatMap(place -> stored.at(place, Signature.class, cards::signature).stream())
                    .filter(given -> given.sign().answers(awaited))
                    .findFirst();
        });
    }

    private static List<Place> placesOf(Rows.Delivery d) {
        Tenant tenant = Tenant.of(d.tenant());
        NotificationId notification = new NotificationId(d.notificationId());
        return List.of(
                Cards.acknowledgedAt(tenant, notification), Cards.readAt(tenant, notification, d.recipientLookup()));
    }
}
