package dev.notify.internal.desk;

import dev.notify.internal.cards.Cards;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.model.Address;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Recipient;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.ConsentEntry;
import dev.notify.preference.ConsentHistory;
import dev.notify.preference.ConsentLedger;
import dev.notify.request.Scope;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The consent ledger, where it lies: one card for an address, which says how that stands, and a line of history for each entry. */
final class StoredConsent implements ConsentLedger {

    private final Setup setup;
    private final Writing writing;
    private final Cards cards;
    private final Scope scope;

    StoredConsent(Setup setup, Writing writing, Scope scope) {
        this.setup = setup;
        this.writing = writing;
        this.cards = writing.cards();
        this.scope = scope;
    }

    @Override
    public AddressConsent of(Address address) {
        return said(writing.read(writing.in(scope), place(address)), address);
    }

    @Override
    public ConsentHistory history(Address address, Optional<String> after, int limit) {
        Pages.Page page = Pages.of(writing.in(scope), Cards.historyOf(place(address)), after, limit);
        return new ConsentHistory(page.lines().stream().map(cards::entry).toList(), page.next());
    }

    @Override
    public AddressConsent record(ConsentEntry given) {
        ConsentEntry entry = complete(given);
        writing.use(Cards.Part.CONSENT);
        return writing.write(scope, part -> {
            Writing.Draft draft = writing.draft(scope);
            return draft.change(into(draft, part, entry));
        });
    }

    /** Adds an entry that is complete to a step; returns how the address stands then. */
    AddressConsent into(Writing.Draft draft, CardPart part, ConsentEntry entry) {
        Rows.Card card = writing.read(part, place(entry.address()));
        AddressConsent after = with(said(card, entry.address()), entry);
        CardPart.Put put = cards.consent(place(entry.address()), card, draft.id(), after, draft.now());
        long number = card == null ? 1 : card.version() + 1;
        draft.put(put);
        draft.put(cards.entry(place(entry.address()), number, entry, draft.id(), draft.now()));
        draft.trail("consent.recorded", put.id(), entry.address() + ": " + entry.asText());
        draft.replan(Recipient.address(entry.address()).key());
        return after;
    }

    private CardPart.Place place(Address address) {
        return cards.consentAt(scope.tenant(), address);
    }

    private AddressConsent said(Rows.@Nullable Card card, Address address) {
        return card == null ? AddressConsent.none(address) : cards.consent(card);
    }

    /** With all that the caller left open. */
    private ConsentEntry complete(ConsentEntry given) {
        Instant now = writing.surroundings().time().now();
        Instant at = given.at() == null ? now : given.at();
        if (at.isAfter(now)) {
            throw new InvalidInputException("at", "is in the future: nobody has said it yet");
        }
        given.about().filter(c -> !setup.knowsCategory(c)).ifPresent(c -> {
            throw new InvalidInputException("category", c + " is not known: define(..) a type of that category");
        });
        Actor by = given.by() == null ? scope.actor() : given.by();
        return given.at(at).by(by);
    }

    /** What was said last counts; of two said at once, what was recorded last. */
    private static AddressConsent with(AddressConsent before, ConsentEntry entry) {
        List<ConsentEntry> entries = new ArrayList<>();
        boolean newest = true;
        for (ConsentEntry other : before.entries()) {
            if (!other.about().equals(entry.about())) {
                entries.add(other);
            } else if (moment(other).isAfter(moment(entry))) {
                entries.add(other);
                newest = false;
            }
        }
        if (newest) {
            entries.add(entry);
        }
        return new AddressConsent(before.address(), entries);
    }

    private static Instant moment(ConsentEntry entry) {
        return entry.at() == null ? Instant.MIN : entry.at();
    }
}
