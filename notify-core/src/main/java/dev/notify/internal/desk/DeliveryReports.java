package dev.notify.internal.desk;

import dev.notify.delivery.DeliveryState;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.History;
import dev.notify.internal.base.UuidV7;
import dev.notify.internal.content.Content;
import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.NotifyException;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.Consent;
import dev.notify.preference.ConsentEntry;
import dev.notify.report.Report;
import dev.notify.report.Reports.Effect;
import dev.notify.request.Scope;
import dev.notify.store.CardPart;
import dev.notify.store.ChangePart;
import dev.notify.store.Lane;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Reports, written to the deliveries they are about. A dead address is withdrawn first, so that a report which is given again after a crash finds
 * the delivery as it was and does both.
 */
final class DeliveryReports {

    private static final String NOTED = "report";
    private static final String WHY = "delivery.why";
    private static final long REMEMBERED = Duration.ofDays(30).toMillis();

    private final Setup setup;
    private final Writing writing;
    private final People people;
    private final Announcer announcer;
    private final Scope scope;

    DeliveryReports(Setup setup, Writing writing, People people, Announcer announcer, Scope scope) {
        this.setup = setup;
        this.writing = writing;
        this.people = people;
        this.announcer = announcer;
        this.scope = scope;
    }

    /** What becomes of a delivery by this; {@link Effect#KEPT} where it is too early, and nothing was done. */
    Effect take(Report report) {
        UUID id = report.delivery().value();
        ReadPart.Loaded loaded = writing.session(scope).reads().load(List.of(id)).stream()
                .filter(l -> l.delivery().tenant().equals(scope.tenant().value()))
                .findFirst()
                .orElse(null);
        if (loaded == null) {
            return Effect.UNKNOWN;
        }
        if (report.kind() == Report.Kind.UNDER_WAY) {
            return note(report);
        }
        DeliveryState now = loaded.delivery().state();
        if (now.isPending()) {
            return Effect.KEPT;
        }
        DeliveryState then = report.kind() == Report.Kind.DELIVERED ? DeliveryState.DELIVERED : DeliveryState.FAILED;
        boolean isNews = now != then && now.mayBecome(then);
        boolean withdrawn = (isNews || now == then)
                && report.dead()
                        .filter(address -> withdraw(loaded, address, report.reason()))
                        .isPresent();
        if (!isNews) {
            return withdrawn ? Effect.CHANGED : Effect.KNOWN;
        }
        return write(loaded, report, then) ? Effect.CHANGED : Effect.KNOWN;
    }

    /** Remembered by what it says, so that the same, told twice, is one line. */
    private Effect note(Report report) {
        CardPart.Place place = new CardPart.Place(
                scope.tenant().value(), NOTED, report.delivery().toString(), report.reason());
        boolean isNew = writing.write(scope, cards -> {
            if (writing.read(cards, place) != null) {
                return Writing.Change.nothing(false);
            }
            Writing.Draft draft = writing.draft(scope);
            UUID card = draft.id();
            draft.put(new CardPart.Put(
                    place,
                    card,
                    0L,
                    draft.now(),
                    draft.now() + REMEMBERED,
                    setup.seams().seal().seal(card, "card." + NOTED, "{}")));
            draft.trail("delivery.reported", report.delivery().value(), report.reason());
            return draft.change(true);
        });
        return isNew ? Effect.NOTED : Effect.KNOWN;
    }

    /** Only the address the recipient still has on this channel: nobody else's can be withdrawn by a report about this delivery. Whether it was not before. */
    private boolean withdraw(ReadPart.Loaded loaded, Address address, String reason) {
        boolean any = false;
        People.Person person;
        try {
            person = people.recipientOf(loaded);
        } catch (People.Unanswered e) {
            throw new NotifyException(e.getMessage() + ": give the report again", e);
        }
        String channel = loaded.delivery().channel();
        List<Address> his = person.contact().map(Contact::addresses).orElse(List.of()).stream()
                .filter(a -> a.channel().value().equals(channel))
                .filter(a -> a.value().equalsIgnoreCase(address.value()))
                .toList();
        StoredConsent ledger = new StoredConsent(setup, writing, scope.as(Actor.NOTIFY));
        for (Address one : his) {
            AddressConsent stands = ledger.of(one);
            boolean withdrawn = stands.forEverything()
                    .filter(e -> e.consent() == Consent.WITHDRAWN)
                    .isPresent();
            if (!withdrawn) {
                ledger.record(ConsentEntry.withdrawn(one, reason));
                any = true;
            }
        }
        return any;
    }

    private boolean write(ReadPart.Loaded loaded, Report report, DeliveryState then) {
        Rows.Delivery d = loaded.delivery();
        Rows.Notification n = loaded.notification();
        long now = writing.surroundings().time().millis();
        String before = d.why();
        History history = before == null
                ? History.NONE
                : History.read(setup.seams().seal().open(d.id(), WHY, before));
        String why = setup.seams()
                .seal()
                .seal(d.id(), WHY, history.ends(report.reason()).write());
        Rows.Trail trail = new Rows.Trail(
                writing.surroundings().ids().next(now),
                d.tenant(),
                now,
                scope.actor().value(),
                "delivery." + then.name().toLowerCase(Locale.ROOT),
                d.id(),
                null);
        Rows.Counter counter = Rows.Counter.one(now, setup.identity().node(), d.tenant(), n.type(), d.channel(), then);
        boolean effective = writing.session(scope)
                .changes()
                .report(new ChangePart.Reported(
                        d.tenant(),
                        d.id(),
                        whence(then),
                        then,
                        now,
                        why,
                        followUp(loaded, then, now),
                        List.of(trail),
                        List.of(counter)));
        if (effective) {
            String recipient = setup.seams().seal().open(d.id(), "delivery.recipient", d.recipient());
            writing.committed(
                    scope,
                    () -> announcer.tell(new NotificationEvent.Finished(
                            Instant.ofEpochMilli(now),
                            new NotificationEvent.About(
                                    new NotificationId(n.id()), scope.tenant(), n.type(), n.correlation()),
                            new NotificationEvent.Of(
                                    new DeliveryId(d.id()),
                                    Content.shown(recipient),
                                    ChannelName.of(d.channel()),
                                    d.attempts()),
                            then,
                            report.reason())));
        }
        return effective;
    }

    /** What did not arrive may have another way: whoever has that type finds out. */
    private List<Rows.Work> followUp(ReadPart.Loaded loaded, DeliveryState then, long now) {
        Rows.Delivery d = loaded.delivery();
        return then == DeliveryState.FAILED
                ? List.of(Rows.Work.waiting(
                        UuidV7.reportOn(d.id()),
                        WorkKind.FALL_BACK,
                        Lane.of(
                                WorkKind.FALL_BACK,
                                Priority.ofCode(loaded.notification().priority()),
                                Tenant.of(d.tenant())),
                        now))
                : List.of();
    }

    /** The states it may come from; what waits is another's to change. */
    private static Set<DeliveryState> whence(DeliveryState then) {
        Set<DeliveryState> all = EnumSet.allOf(DeliveryState.class);
        all.removeIf(state -> state.isPending() || !state.mayBecome(then));
        return all;
    }
}
