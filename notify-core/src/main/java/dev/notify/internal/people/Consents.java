package dev.notify.internal.people;

import dev.notify.internal.cards.Cards;
import dev.notify.model.Address;
import dev.notify.model.Tenant;
import dev.notify.preference.AddressConsent;
import dev.notify.store.CardPart.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the ledger says of addresses at this moment. */
final class Consents {

    private final Stored stored;
    private final Cards cards;

    Consents(Stored stored, Cards cards) {
        this.stored = stored;
        this.cards = cards;
    }

    /** Whether anybody ever said anything. */
    boolean used() {
        return stored.uses(Cards.Part.CONSENT);
    }

    List<Place> placesOf(List<Address> addresses, Tenant tenant) {
        return addresses.stream().map(a -> cards.consentAt(tenant, a)).toList();
    }

    /** @throws People.Unanswered if the store fails */
    Map<Address, AddressConsent> of(List<Address> addresses, Tenant tenant) {
        return Seam.ask(People.CONSENT, () -> {
            boolean asked = !addresses.isEmpty() && used();
            if (asked) {
                stored.foresee(placesOf(addresses, tenant));
            }
            Map<Address, AddressConsent> said = new HashMap<>();
            for (Address address : addresses) {
                AddressConsent nothing = AddressConsent.none(address);
                said.put(
                        address,
                        asked
                                ? stored.at(cards.consentAt(tenant, address), AddressConsent.class, cards::consent)
                                        .orElse(nothing)
                                : nothing);
            }
            return said;
        });
    }
}
