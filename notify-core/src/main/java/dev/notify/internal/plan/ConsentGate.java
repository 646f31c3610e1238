package dev.notify.internal.plan;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.ConsentEntry;
import java.util.Optional;

/**
 * Whether the address may be used. An address that was withdrawn for everything is used for nothing, by law's command neither; one
 * withdrawn for a category is used for what is mandatory in it.
 */
final class ConsentGate implements Gate {

    @Override
    public String name() {
        return "consent";
    }

    @Override
    public Answer judge(Planner.Question q, Setup setup) {
        Optional<Address> address = q.person().contact().flatMap(c -> addressOf(c, q));
        AddressConsent said = address.map(a -> q.person().consents().get(a)).orElse(null);
        if (said == null) {
            return Answer.ALLOW;
        }
        String category = q.type().category();
        Optional<ConsentEntry> no = said.withdrawnFor(category);
        if (no.isPresent()) {
            return q.type()
                    .mandatory()
                    .filter(law -> no.get().about().isPresent())
                    .map(law -> Answer.allow(no.get().asText() + "; sent all the same, it is mandatory: " + law))
                    .orElseGet(() ->
                            Answer.close(DeliveryState.SUPPRESSED, no.get().asText()));
        }
        if (setup.needsConsent(q.type()) && said.givenFor(category).isEmpty()) {
            return Answer.close(
                    DeliveryState.SUPPRESSED, "no consent is recorded for this address and category " + category);
        }
        return Answer.ALLOW;
    }

    private static Optional<Address> addressOf(Contact contact, Planner.Question q) {
        return contact.addressOn(q.channel());
    }

    @Override
    public boolean mayChange(Planner.Question q) {
        return true;
    }
}
