package dev.notify.internal.desk;

import dev.notify.escalation.Acknowledgement;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationId;
import dev.notify.escalation.EscalationReceipt;
import dev.notify.escalation.EscalationStatus;
import dev.notify.escalation.EscalationStatus.Closing;
import dev.notify.escalation.EscalationStatus.State;
import dev.notify.internal.base.UuidV7;
import dev.notify.internal.escalation.EscalationCard;
import dev.notify.internal.setup.Setup;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.Scope;
import dev.notify.security.FieldSeal;
import dev.notify.sign.Sign;
import dev.notify.sign.Signature;
import dev.notify.sign.Signer;
import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Place;
import dev.notify.store.Rows;
import dev.notify.store.StoreSession;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is said to escalations: that somebody takes one on, or that it is over. What follows from that is its work's to do. */
final class Escalating implements Desk.EscalationBook {

    private final Setup setup;
    private final Writing writing;
    private final Scope scope;
    private final FieldSeal seal;

    Escalating(Setup setup, Writing writing, Scope scope) {
        this.setup = setup;
        this.writing = writing;
        this.scope = scope;
        this.seal = setup.seams().seal();
    }

    /** An escalation as it was read. */
    record Found(Rows.Card row, EscalationCard card) {}

    Optional<Found> find(CardPart cards, UUID id) {
        return cards.read(List.of(EscalationCard.placeOf(scope.tenant().value(), id))).stream()
                .findFirst()
                .map(row -> new Found(row, EscalationCard.read(seal, row)));
    }

    @Override
    public EscalationReceipt begin(Escalation escalation) {
        Optional<String> key = escalation.message().key();
        return writing.write(scope, cards -> {
            Writing.Draft draft = writing.draft(scope);
            UUID id = draft.id();
            if (key.isPresent()) {
                Place at = keyAt(escalation.message().type(), key.get());
                Rows.Card held = writing.read(cards, at);
                if (held != null && holds(held, draft.now())) {
                    return Writing.Change.nothing(replayed(cards, held, escalation));
                }
                long until = draft.now() + setup.timings().keyLife().toMillis();
                long version = held == null ? 0 : held.version();
                UUID own = held == null ? draft.id() : held.id();
                draft.put(EscalationCard.key(seal, at, own, version, id, draft.now(), until));
            }
            EscalationCard card = EscalationCard.begun(escalation, scope.actor().value(), draft.now());
            draft.put(card.put(seal, scope.tenant().value(), id, 0, draft.now()));
            draft.put(card.marker(scope.tenant().value(), id, draft.id(), draft.now()));
            draft.work(card.work(id, scope.tenant(), priorityOf(card), draft.now()));
            draft.trail("escalation.begun", id, escalation.rungs().size() + " rungs");
            return draft.change(new EscalationReceipt(new EscalationId(id), false));
        });
    }

    private Place keyAt(String type, String key) {
        return EscalationCard.keyAt(seal, scope.tenant().value(), type, key);
    }

    private static boolean holds(Rows.Card key, long now) {
        Long until = key.expiresAt();
        return until == null || until > now;
    }

    private EscalationReceipt replayed(CardPart cards, Rows.Card key, Escalation escalation) {
        UUID id = EscalationCard.keyHolder(seal, key);
        find(cards, id).ifPresent(first -> {
            if (!same(first.card().escalation().message(), escalation.message())) {
                throw new InvalidInputException(
                        "key", "was used before for other people or another subject: escalation " + id + " holds it");
            }
        });
        return new EscalationReceipt(new EscalationId(id), true);
    }

    private static boolean same(Notification one, Notification other) {
        return Set.copyOf(one.recipients()).equals(Set.copyOf(other.recipients()))
                && Set.copyOf(one.groups()).equals(Set.copyOf(other.groups()))
                && one.subject().equals(other.subject());
    }

    @Override
    public List<EscalationStatus> status(Collection<UUID> ids) {
        String tenant = scope.tenant().value();
        List<Place> places =
                ids.stream().map(id -> EscalationCard.placeOf(tenant, id)).toList();
        return places.isEmpty()
                ? List.of()
                : writing.in(scope).read(places).stream()
                        .sorted((a, b) -> UuidV7.compare(a.id(), b.id()))
                        .map(row -> EscalationCard.read(seal, row).shown(row.id()))
                        .toList();
    }

    @Override
    public Optional<UUID> byKey(String type, String key) {
        Names.checkText("key", key, Notification.MAX_KEY);
        Rows.Card held = writing.read(writing.in(scope), keyAt(type, key));
        return held == null ? Optional.empty() : Optional.of(EscalationCard.keyHolder(seal, held));
    }

    @Override
    public List<UUID> open(@Nullable String after, int limit) {
        return EscalationCard.open(writing.in(scope), scope.tenant().value(), after, limit);
    }

    /** The escalation that has sent a notification: the notification's key says. */
    @Override
    public Optional<UUID> of(NotificationId notification) {
        return writing.session(scope)
                .reads()
                .notification(scope.tenant().value(), notification.value())
                .flatMap(row ->
                        Optional.ofNullable(row.keyText()).map(key -> seal.open(row.id(), "notification.key", key)))
                .flatMap(EscalationCard::idIn);
    }

    /** Takes an escalation on as part of a change; it may be taken on. */
    void take(Writing.Draft draft, Found found, Signature signature) {
        write(draft, found, found.card().taken(signature));
        draft.trail(
                "escalation.acknowledged",
                found.row().id(),
                signature.asText()
                        + signature.signer().note().map(note -> ": " + note).orElse(""));
    }

    private void write(Writing.Draft draft, Found found, EscalationCard after) {
        UUID id = found.row().id();
        Tenant tenant = scope.tenant();
        boolean queued = after.mark().queued();
        if (queued) {
            draft.due(id);
        } else {
            draft.work(after.work(id, tenant, priorityOf(after), draft.now()));
        }
        EscalationCard stored = queued ? after : after.entersQueue();
        draft.put(stored.put(seal, tenant.value(), id, found.row().version(), draft.now()));
        if (!stored.isOpen()) {
            draft.put(stored.marker(tenant.value(), id, draft.id(), draft.now()));
        }
    }

    private Priority priorityOf(EscalationCard card) {
        NotificationType type = setup.types().get(card.escalation().message().type());
        return card.escalation().message().priority().orElse(type == null ? Priority.HIGH : type.priority());
    }

    @Override
    public Acknowledgement acknowledge(EscalationId id, Signer signer) {
        String recipient = Writing.recipient(signer.id());
        StoreSession session = writing.session(scope);
        Optional<Found> known = find(session.cards(), id.value());
        if (known.isEmpty()) {
            return new Acknowledgement(Acknowledgement.Result.UNKNOWN, Optional.empty());
        }
        if (!wasAsked(session, known.get(), recipient)) {
            return new Acknowledgement(Acknowledgement.Result.NOT_ASKED, Optional.empty());
        }
        return writing.write(scope, part -> {
            Found found = find(part, id.value()).orElse(known.get());
            EscalationCard card = found.card();
            if (!card.mayBeTaken()) {
                Acknowledgement.Result result =
                        card.state().isOver() ? Acknowledgement.Result.OVER : Acknowledgement.Result.TAKEN_BEFORE;
                return Writing.Change.nothing(new Acknowledgement(result, card.taken()));
            }
            Writing.Draft draft = writing.draft(scope);
            Signature signature = new Signature(Sign.ACKNOWLEDGED, signer, Instant.ofEpochMilli(draft.now()));
            take(draft, found, signature);
            return draft.change(new Acknowledgement(Acknowledgement.Result.TAKEN, Optional.of(signature)));
        });
    }

    /** Whether anything it sent was meant for somebody, by whichever of their ids. */
    private boolean wasAsked(StoreSession session, Found found, String recipient) {
        String tenant = scope.tenant().value();
        List<String> lookups = writing.people().idsOf(recipient, scope.tenant()).stream()
                .map(id -> seal.lookup("recipient", id))
                .toList();
        String type = found.card().escalation().message().type();
        return found.card().asked().stream()
                .flatMap(a -> a
                        .notification()
                        .map(NotificationId::value)
                        .or(() -> session.reads()
                                .byKey(
                                        tenant,
                                        type,
                                        seal.lookup(
                                                "key",
                                                EscalationCard.keyOf(found.row().id(), a))))
                        .stream())
                .anyMatch(
                        id -> !session.reads().deliveriesTo(tenant, id, lookups).isEmpty());
    }

    @Override
    public boolean close(EscalationId id, State how, String why) {
        return writing.write(scope, part -> {
            Optional<Found> found =
                    find(part, id.value()).filter(f -> !f.card().state().isOver());
            if (found.isEmpty()) {
                return Writing.Change.nothing(false);
            }
            Writing.Draft draft = writing.draft(scope);
            Closing closing = new Closing(scope.actor().value(), Instant.ofEpochMilli(draft.now()), why);
            write(draft, found.get(), found.get().card().closed(how, closing));
            draft.trail(how == State.RESOLVED ? "escalation.resolved" : "escalation.cancelled", id.value(), why);
            return draft.change(true);
        });
    }
}
