package dev.notify.internal.recur;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.request.NotificationType;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Place;
import dev.notify.store.Lane;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where recurrences lie, and what finds them again: a card each, and small cards that lead to it by key, by recipient and by subject. The body
 * of a small card is the id, and for a recipient whether what is learned of them concerns it.
 */
final class RepeatStore {

    private static final String KEY = "repeat-key";
    private static final String OF = "repeat-of";
    private static final String ABOUT = "repeat-about";
    private static final String FOLLOWS = "+";

    private final FieldSeal seal;
    private final Setup setup;
    private final Surroundings surroundings;

    RepeatStore(Setup setup, Surroundings surroundings) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.seal = setup.seams().seal();
    }

    /** A card as it was read. */
    record Found(UUID id, Place place, long version, RepeatCard card) {
        Tenant tenant() {
            return Tenant.of(place.tenant());
        }
    }

    long now() {
        return surroundings.time().millis();
    }

    UUID newId() {
        return surroundings.ids().next(now());
    }

    Optional<Found> byId(CardPart cards, UUID id) {
        return cards.byIds(List.of(id)).stream()
                .filter(RepeatCard::isOne)
                .findFirst()
                .map(this::found);
    }

    Optional<Found> at(CardPart cards, Tenant tenant, UUID id) {
        return cards.read(List.of(RepeatCard.place(tenant.value(), id))).stream()
                .findFirst()
                .map(this::found);
    }

    private Found found(Rows.Card card) {
        return new Found(card.id(), card.place(), card.version(), RepeatCard.read(seal, card));
    }

    CardPart.Put put(Found before, RepeatCard after) {
        Long expires = after.progress().state() == dev.notify.schedule.Standing.State.ENDED ? expiry() : null;
        return after.put(seal, before.place(), before.id(), before.version(), now(), expires);
    }

    private Long expiry() {
        return now() + setup.timings().keyLife().toMillis();
    }

    Rows.Work work(UUID id, Tenant tenant, NotificationType type, RepeatCard card) {
        Priority priority = card.repeat().what().priority().orElse(type.priority());
        return Rows.Work.waiting(id, WorkKind.RECUR, Lane.of(WorkKind.RECUR, priority, tenant), card.due(now()));
    }

    Place keyAt(Tenant tenant, String type, String key) {
        return new Place(tenant.value(), KEY, type, seal.lookup("key", key));
    }

    /** The card that leads there by its key; over whatever is there if {@code replaces}. */
    CardPart.Put key(Place place, UUID leadsTo, boolean replaces) {
        return lead(place, leadsTo, "", replaces ? null : Long.valueOf(0), null);
    }

    private CardPart.Put lead(Place place, UUID to, String mark, @Nullable Long expected, @Nullable Long expires) {
        UUID id = newId();
        return new CardPart.Put(place, id, expected, now(), expires, mark + to);
    }

    /** What leads to it by its people and its subject. */
    List<CardPart.Put> leads(Tenant tenant, UUID id, RepeatCard card) {
        return leads(tenant, id, card, null);
    }

    /** The same of what has ended, so that retention can take it off with it. */
    List<CardPart.Put> endingLeads(Found ended) {
        List<CardPart.Put> all = leads(ended.tenant(), ended.id(), ended.card(), expiry());
        return all;
    }

    private List<CardPart.Put> leads(Tenant tenant, UUID id, RepeatCard card, @Nullable Long expires) {
        List<CardPart.Put> all = new ArrayList<>();
        String mark = card.followsPeople() && expires == null ? FOLLOWS : "";
        for (Recipient recipient : card.repeat().what().recipients()) {
            all.add(lead(
                    new Place(tenant.value(), OF, lookupOf(recipient.key()), id.toString()), id, mark, null, expires));
        }
        card.repeat()
                .what()
                .subject()
                .ifPresent(subject -> all.add(lead(
                        new Place(tenant.value(), ABOUT, seal.lookup("subject", subject), id.toString()),
                        id,
                        "",
                        null,
                        expires)));
        return all;
    }

    private String lookupOf(String recipientKey) {
        return seal.lookup("recipient", recipientKey);
    }

    static UUID leadsTo(Rows.Card small) {
        String body = small.body();
        return UUID.fromString(body.startsWith(FOLLOWS) ? body.substring(1) : body);
    }

    List<UUID> ofRecipient(CardPart cards, Tenant tenant, String recipient, @Nullable String after, int limit) {
        return leads(cards.list(tenant.value(), OF, lookupOf(recipient), after, limit));
    }

    List<UUID> about(CardPart cards, Tenant tenant, String subject, @Nullable String after, int limit) {
        return leads(cards.list(tenant.value(), ABOUT, seal.lookup("subject", subject), after, limit));
    }

    private static List<UUID> leads(List<Rows.Card> cards) {
        return cards.stream().map(RepeatStore::leadsTo).toList();
    }

    static List<UUID> all(CardPart cards, Tenant tenant, @Nullable String after, int limit) {
        return cards.named(tenant.value(), RepeatCard.KIND, "", after, limit).stream()
                .map(Rows.Card::id)
                .toList();
    }

    /** One page of those that what is learned of a recipient concerns, and where the next begins. */
    static List<Rows.Card> of(
            CardPart cards, String tenant, String recipientLookup, @Nullable String after, int limit) {
        return cards.list(tenant, OF, recipientLookup, after, limit);
    }

    static boolean follows(Rows.Card small) {
        return small.body().startsWith(FOLLOWS);
    }

    Rows.Trail trail(Tenant tenant, String actor, String action, UUID about, String detail) {
        UUID row = newId();
        return new Rows.Trail(row, tenant.value(), now(), actor, action, about, seal.seal(row, "trail.detail", detail));
    }
}
