package dev.notify.internal.desk;

import dev.notify.internal.cards.Cards;
import dev.notify.internal.links.LinkMint;
import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Recipient;
import dev.notify.preference.ConsentEntry;
import dev.notify.request.Scope;
import dev.notify.security.Confirmed;
import dev.notify.security.Link;
import dev.notify.security.LinkRefusedException;
import dev.notify.security.Links;
import dev.notify.store.CardPart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Does what links say. That one is used lies on a card of its delivery, until every link of that delivery has expired. */
final class StoredLinks implements Links {

    private static final String KIND = "link";
    private static final String SOURCE = "unsubscribe link";

    private final Setup setup;
    private final LinkMint mint;
    private final Writing writing;
    private final People people;
    private final ReadPart reads;
    private final Scope scope;
    private final StoredConsent consent;

    StoredLinks(Setup setup, LinkMint mint, Writing writing, People people, ReadPart reads, Scope scope) {
        this.setup = setup;
        this.mint = mint;
        this.writing = writing;
        this.people = people;
        this.reads = reads;
        this.scope = scope;
        this.consent = new StoredConsent(setup, writing, scope);
    }

    @Override
    public Link look(String token) {
        return read(token).link();
    }

    private LinkMint.Read read(String token) {
        return mint.read(token, scope.tenant(), writing.surroundings().time().millis());
    }

    @Override
    public Confirmed confirm(String token) {
        LinkMint.Read genuine = read(token);
        Link link = genuine.link();
        return link.purpose() == Link.Purpose.ACKNOWLEDGE ? acknowledge(link) : unsubscribe(genuine, link);
    }

    private Confirmed acknowledge(Link link) {
        Rows.Delivery delivery =
                deliveryOf(link).orElseThrow(() -> new LinkRefusedException(LinkRefusedException.Reason.NOT_VALID));
        StoredSigns.Stands stands = new StoredSigns(setup, writing, scope).acknowledge(delivery, idOf(delivery));
        return new Confirmed(link, stands.first(), stands.signature().at(), Optional.of(stands.signature()));
    }

    private Confirmed unsubscribe(LinkMint.Read genuine, Link link) {
        Optional<String> recipient = recipientOf(link);
        if (recipient.isEmpty() && genuine.address().isEmpty()) {
            throw new LinkRefusedException(LinkRefusedException.Reason.NOT_VALID); // nobody knows whose it was any more
        }
        if (recipient.isPresent()) {
            writing.use(Cards.Part.PREFERENCES);
        }
        if (genuine.address().isPresent()) {
            writing.use(Cards.Part.CONSENT);
        }
        return writing.write(scope, part -> {
            CardPart.Place place = placeOf(link);
            Rows.Card used = writing.read(part, place);
            if (used != null) {
                return Writing.Change.nothing(
                        new Confirmed(link, false, Instant.ofEpochMilli(used.changedAt()), Optional.empty()));
            }
            Writing.Draft draft = writing.draft(scope);
            long now = draft.now();
            draft.put(new CardPart.Put(place, draft.id(), 0L, now, now + mint.life(), "{}"));
            recipient.ifPresent(id -> new StoredPreferences(setup, writing, scope, id)
                    .into(draft, part, SOURCE, p -> p.turnOff(link.category(), link.channel())));
            genuine.address()
                    .ifPresent(address -> consent.into(
                            draft,
                            part,
                            ConsentEntry.withdrawn(address, SOURCE)
                                    .category(link.category())
                                    .at(Instant.ofEpochMilli(now))
                                    .by(scope.actor())));
            return draft.change(new Confirmed(link, true, Instant.ofEpochMilli(now), Optional.empty()));
        });
    }

    /** Whose preferences they are; nobody's for a bare address, or where the delivery is gone. */
    private Optional<String> recipientOf(Link link) {
        return deliveryOf(link).map(this::idOf).filter(id -> !id.startsWith(Recipient.ADDRESS_PREFIX));
    }

    private String idOf(Rows.Delivery delivery) {
        try {
            return people.idOf(delivery);
        } catch (People.Unanswered e) {
            throw e.thrown() instanceof StoreException store ? store : e;
        }
    }

    private Optional<Rows.Delivery> deliveryOf(Link link) {
        return reads.load(List.of(link.delivery().value())).stream()
                .map(ReadPart.Loaded::delivery)
                .filter(d -> d.tenant().equals(scope.tenant().value()))
                .findFirst();
    }

    private CardPart.Place placeOf(Link link) {
        return new CardPart.Place(
                scope.tenant().value(),
                KIND,
                link.delivery().toString(),
                link.purpose().name().toLowerCase(Locale.ROOT));
    }
}
