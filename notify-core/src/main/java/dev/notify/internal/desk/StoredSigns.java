package dev.notify.internal.desk;

import dev.notify.internal.cards.Cards;
import dev.notify.internal.content.Content;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.NotificationId;
import dev.notify.request.Scope;
import dev.notify.security.FieldSeal;
import dev.notify.sign.Sign;
import dev.notify.sign.Signature;
import dev.notify.sign.Signer;
import dev.notify.sign.Signs;
import dev.notify.store.CardPart.Place;
import dev.notify.store.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Signs, where they lie: one card for who has a notification, and one for each person who has read it. */
final class StoredSigns implements Signs {

    private final FieldSeal seal;
    private final Writing writing;
    private final Scope scope;
    private final InboxMarks marks;
    private final Escalating escalating;

    StoredSigns(Setup setup, Writing writing, Scope scope) {
        this.seal = setup.seams().seal();
        this.writing = writing;
        this.scope = scope;
        this.marks = new InboxMarks(writing, scope);
        this.escalating = new Escalating(setup, writing, scope);
    }

    @Override
    public Optional<Signature> acknowledge(NotificationId notification, Signer signer) {
        return give(Sign.ACKNOWLEDGED, notification, signer);
    }

    @Override
    public Optional<Signature> read(NotificationId notification, Signer signer) {
        return give(Sign.READ, notification, signer);
    }

    @Override
    public Optional<Signature> acknowledged(NotificationId notification) {
        return at(Cards.acknowledgedAt(scope.tenant(), notification))
                .or(() -> escalating
                        .of(notification)
                        .flatMap(id -> escalating.find(writing.in(scope), id))
                        .flatMap(found -> found.card().taken()));
    }

    @Override
    public Optional<Signature> readBy(NotificationId notification, String recipientId) {
        return meantFor(notification, recipientId).stream()
                .findFirst()
                .flatMap(d -> at(Cards.readAt(scope.tenant(), notification, d.recipientLookup())));
    }

    private Optional<Signature> at(Place place) {
        return Optional.ofNullable(writing.read(writing.in(scope), place)).map(writing.cards()::signature);
    }

    /** The deliveries of a notification to somebody, under whichever of their ids. */
    private List<Rows.Delivery> meantFor(NotificationId notification, String recipientId) {
        List<String> lookups = writing.people().idsOf(recipientId, scope.tenant()).stream()
                .map(id -> seal.lookup("recipient", id))
                .toList();
        return writing.session(scope).reads().deliveriesTo(scope.tenant().value(), notification.value(), lookups);
    }

    private Optional<Signature> give(Sign sign, NotificationId notification, Signer signer) {
        List<Rows.Delivery> theirs = meantFor(notification, Writing.recipient(signer.id()));
        if (theirs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(give(sign, notification, signer, theirs).signature());
    }

    /** A sign as it stands, and whether this call gave it. */
    record Stands(Signature signature, boolean first) {}

    /** Whoever a delivery went to takes its notification on, by its channel. */
    Stands acknowledge(Rows.Delivery delivery, String recipientId) {
        Signer signer = Signer.of(Content.shown(recipientId)).on(ChannelName.of(delivery.channel()));
        NotificationId notification = new NotificationId(delivery.notificationId());
        return give(Sign.ACKNOWLEDGED, notification, signer, delivery.recipientLookup());
    }

    /** The same of somebody the notification is known to have gone to, by the lookup of their key. */
    Stands give(Sign sign, NotificationId notification, Signer signer, String lookup) {
        List<Rows.Delivery> theirs = writing.session(scope)
                .reads()
                .deliveriesTo(scope.tenant().value(), notification.value(), List.of(lookup));
        return give(sign, notification, signer, theirs);
    }

    private Stands give(Sign sign, NotificationId notification, Signer signer, List<Rows.Delivery> theirs) {
        String lookup = theirs.get(0).recipientLookup();
        Place place = sign == Sign.ACKNOWLEDGED
                ? Cards.acknowledgedAt(scope.tenant(), notification)
                : Cards.readAt(scope.tenant(), notification, lookup);
        writing.use(Cards.Part.SIGNS);
        Optional<UUID> escalation = sign == Sign.ACKNOWLEDGED ? escalating.of(notification) : Optional.empty();
        return writing.write(scope, part -> {
            Rows.Card card = writing.read(part, place);
            Optional<Escalating.Found> found = escalation.flatMap(id -> escalating.find(part, id));
            boolean takes = found.isPresent() && found.get().card().mayBeTaken();
            Optional<Signature> had = takes
                    ? Optional.empty()
                    : found.flatMap(f -> f.card().taken())
                            .or(() -> Optional.ofNullable(card).map(writing.cards()::signature));
            Writing.Draft draft = writing.draft(scope);
            draft.marks(marks.reading(theirs, draft.now()));
            if (had.isPresent()) {
                Stands stands = new Stands(had.get(), false);
                return marks.isRead(theirs, draft.now()) ? Writing.Change.nothing(stands) : draft.change(stands);
            }
            Signature signature = new Signature(sign, signer, Instant.ofEpochMilli(draft.now()));
            if (takes) {
                escalating.take(draft, found.get(), signature);
            }
            if (card == null) {
                draft.put(writing.cards().signature(place, signature, draft.id(), draft.now()));
            }
            draft.trail(
                    sign == Sign.ACKNOWLEDGED ? "notification.acknowledged" : "notification.read",
                    notification.value(),
                    signature.asText() + signer.note().map(note -> ": " + note).orElse(""));
            draft.replanOf(lookup);
            if (sign == Sign.ACKNOWLEDGED) {
                draft.marks(marks.telling(notification, theirs, draft.now()));
            }
            return draft.change(new Stands(signature, true));
        });
    }
}
