package dev.notify.internal.remind;

import dev.notify.delivery.Receipt;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.internal.content.Content;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.reminders.ReminderCard;
import dev.notify.internal.setup.Setup;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.NotificationId;
import dev.notify.reminder.PlannedReminder;
import dev.notify.reminder.Reminder;
import dev.notify.reminder.ReminderPlan;
import dev.notify.request.HostTransactions;
import dev.notify.request.Notification;
import dev.notify.request.Scope;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreSession;
import java.sql.Connection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes editions of plans. An edition's notifications are stored first; the card that says it holds is the moment it does, and after that
 * what was planned before is taken back. So whoever dies in between leaves either the old edition or the new one, never parts of both.
 */
final class Plans {

    private static final Logger LOG = LoggerFactory.getLogger(Plans.class);
    private static final int TRIES = 10;
    private static final int MOST = 1_000;

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Intake intake;
    private final FieldSeal seal;

    Plans(Setup setup, Surroundings surroundings, Store store, Intake intake) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.intake = intake;
        this.seal = setup.seams().seal();
    }

    /** A card as it was found. */
    private record Found(CardPart.Place place, UUID id, long version, Optional<ReminderCard> card) {}

    /** What is written: the next edition, with the times it is made of. */
    private record Next(ReminderCard card, List<Times.Time> times) {}

    ReminderPlan plan(Reminder reminder, Scope scope) {
        Instant now = surroundings.time().now();
        Wrong.whole(reminder, setup.limits().recipients(), now);
        CardPart.Place place = ReminderCard.placeOf(seal, scope.tenant().value(), reminder);
        for (int i = 0; i < TRIES; i++) {
            Found found = at(place, scope);
            Optional<ReminderCard> before =
                    found.card().filter(c -> !c.cancelled() && c.moment().isAfter(now));
            if (before.isPresent()) {
                return replayed(before.get(), reminder);
            }
            Next next = next(found, reminder, false);
            if (next.times().stream().allMatch(Times.Time::skipped)) {
                throw new InvalidInputException(
                        "before",
                        "names only times that have passed: the event begins at "
                                + next.card().moment() + "; say nearestAtOnce() to remind all the same");
            }
            Optional<ReminderPlan> written = write(found, next, "reminder.planned", "", scope);
            if (written.isPresent()) {
                return written.get();
            }
        }
        throw busy();
    }

    private static ReminderPlan replayed(ReminderCard before, Reminder again) {
        if (!before.asked().equals(ReminderCard.askedOf(again))) {
            throw new InvalidInputException(
                    "about",
                    "has reminders of type " + again.content().type()
                            + " that say or plan something else: move them with remindersAbout(..).moveTo(..), cancel"
                            + " them first, or tell these apart with named(..)");
        }
        return before.shown(true);
    }

    List<ReminderPlan> about(String subject, Scope scope) {
        return found(subject, scope).stream()
                .map(f -> f.card().orElseThrow().shown(true))
                .toList();
    }

    List<ReminderPlan> move(String subject, UnaryOperator<When> to, Scope scope) {
        return each(subject, scope, found -> {
            ReminderCard card = found.card().orElseThrow();
            When event = to.apply(card.event());
            Wrong.event(event, surroundings.time().now());
            if (card.cancelled() || card.event().equals(event)) {
                return Optional.of(card.shown(true));
            }
            Reminder moved = at(card, event);
            return write(found, next(found, moved, false), "reminder.moved", "the event was moved", scope);
        });
    }

    private static Reminder at(ReminderCard card, When event) {
        Reminder moved = event instanceof When.AtWall wall
                ? card.reminder().eventAt(wall.time(), wall.zone())
                : card.reminder().eventAt(event.from(Instant.EPOCH));
        return card.reminder()
                .entry()
                .map(entry -> moved.invite(
                        entry.type(),
                        Parts.moved(entry.enclosed().invite().orElseThrow(), card.moment(), event.from(Instant.EPOCH))))
                .orElse(moved);
    }

    List<ReminderPlan> cancel(String subject, String why, Scope scope) {
        Names.checkText("why", why, 300);
        return each(subject, scope, found -> {
            ReminderCard card = found.card().orElseThrow();
            return card.cancelled()
                    ? Optional.of(card.shown(true))
                    : write(found, next(found, card.reminder(), true), "reminder.cancelled", why, scope);
        });
    }

    /** What is done to one card; empty if it is to be read again and done anew. */
    private interface Act {
        Optional<ReminderPlan> on(Found found);
    }

    private List<ReminderPlan> each(String subject, Scope scope, Act act) {
        List<ReminderPlan> all = new ArrayList<>();
        for (Found first : found(subject, scope)) {
            Optional<ReminderPlan> done = act.on(first);
            for (int i = 0; done.isEmpty() && i < TRIES; i++) {
                done = act.on(at(first.place(), scope));
            }
            all.add(done.orElseThrow(Plans::busy));
        }
        return all;
    }

    private static StoreBusyException busy() {
        return new StoreBusyException("Not changed: others changed the same again and again. Try again", null);
    }

    private List<Found> found(String subject, Scope scope) {
        CardPart cards = session(scope).cards();
        return ReminderCard.about(cards, seal, scope.tenant().value(), subject, MOST).stream()
                .map(this::found)
                .toList();
    }

    private Found found(Rows.Card row) {
        return new Found(row.place(), row.id(), row.version(), Optional.of(ReminderCard.read(seal, row)));
    }

    private Found at(CardPart.Place place, Scope scope) {
        return session(scope).cards().read(List.of(place)).stream()
                .findFirst()
                .map(this::found)
                .orElseGet(() -> new Found(
                        place, surroundings.ids().next(surroundings.time().millis()), 0, Optional.empty()));
    }

    private Next next(Found found, Reminder reminder, boolean cancelled) {
        Instant now = surroundings.time().now();
        int number = found.card().map(ReminderCard::number).orElse(0) + 1;
        int revision = Math.max(
                Content.revisionAt(now),
                found.card().map(ReminderCard::revision).orElse(-1) + 1);
        String mark = surroundings.ids().next(now.toEpochMilli()).toString();
        ReminderCard card = new ReminderCard(
                reminder,
                number,
                mark,
                ReminderCard.askedOf(reminder),
                cancelled,
                revision,
                List.of(),
                Optional.empty());
        return new Next(
                card,
                cancelled ? List.of() : Times.of(reminder, setup.identity().zone(), now));
    }

    /** Stores an edition and says that it holds; empty if another was faster. */
    private Optional<ReminderPlan> write(Found found, Next next, String action, String why, Scope scope) {
        long now = surroundings.time().millis();
        ReminderCard card = next.card();
        boolean over = !card.moment().isAfter(Instant.ofEpochMilli(now));
        List<Notification> parts =
                over ? List.of() : Parts.of(card, next.times(), setup.identity().zone());
        List<Receipt> receipts = parts.isEmpty() ? List.of() : intake.sendTogether(parts, card.edition(), scope);
        ReminderCard whole = with(card, next.times(), receipts);
        CardPart.Put put = whole.put(seal, found.place(), found.id(), found.version(), now);
        CardPart.Step step = CardPart.Step.EMPTY
                .puts(List.of(put))
                .trail(List.of(
                        line(found.id(), action, why.isEmpty() ? card.moment().toString() : why, scope, now)));
        boolean written = session(scope).cards().write(step);
        if (!written) {
            takeBack(receipts.stream().map(Receipt::id).toList(), "another planned it meanwhile", scope);
            return at(found.place(), scope)
                    .card()
                    .filter(c -> c.asked().equals(card.asked()) && c.cancelled() == card.cancelled())
                    .map(c -> c.shown(true));
        }
        found.card().ifPresent(old -> takeBack(idsOf(old), why.isEmpty() ? "planned anew" : why, scope));
        return Optional.of(whole.shown(false));
    }

    private static ReminderCard with(ReminderCard card, List<Times.Time> times, List<Receipt> receipts) {
        Iterator<Receipt> stored = receipts.iterator();
        List<PlannedReminder> planned = new ArrayList<>();
        for (Times.Time time : times) {
            Optional<NotificationId> id = time.skipped()
                    ? Optional.empty()
                    : Optional.of(stored.next().id());
            planned.add(new PlannedReminder(time.before(), time.at(), id, time.why()));
        }
        Optional<NotificationId> entry =
                stored.hasNext() ? Optional.of(stored.next().id()) : Optional.empty();
        return new ReminderCard(
                card.reminder(),
                card.number(),
                card.mark(),
                card.asked(),
                card.cancelled(),
                card.revision(),
                planned,
                entry);
    }

    private static List<NotificationId> idsOf(ReminderCard card) {
        List<NotificationId> all = new ArrayList<>();
        card.planned().forEach(one -> one.notification().ifPresent(all::add));
        card.entry().ifPresent(all::add);
        return all;
    }

    /** Takes back what waits. Nothing depends on it: a worker asks the card as well. */
    private void takeBack(List<NotificationId> ids, String why, Scope scope) {
        try {
            cancel(ids, why, scope);
        } catch (StoreException e) {
            if (transactionOf(scope).isPresent()) {
                throw e;
            }
            LOG.warn("what was planned before is not taken back yet: it ends when its time comes", Trace.of(e));
        }
    }

    private void cancel(List<NotificationId> ids, String why, Scope scope) {
        List<UUID> all = ids.stream().map(NotificationId::value).toList();
        List<Rows.Delivery> deliveries =
                session(scope).reads().deliveriesOf(scope.tenant().value(), all);
        for (NotificationId id : ids) {
            List<Rows.Delivery> its = deliveries.stream()
                    .filter(d -> d.notificationId().equals(id.value()))
                    .toList();
            if (its.isEmpty() || its.stream().anyMatch(d -> d.state().isPending())) {
                intake.cancel(Which.id(id), why, scope);
            }
        }
    }

    private Rows.Trail line(UUID about, String action, String detail, Scope scope, long now) {
        UUID id = surroundings.ids().next(now);
        return new Rows.Trail(
                id,
                scope.tenant().value(),
                now,
                scope.actor().value(),
                action,
                about,
                seal.seal(id, "trail.detail", detail));
    }

    ZoneId zoneOf(When event) {
        return Times.zoneOf(event, setup.identity().zone());
    }

    private StoreSession session(Scope scope) {
        return transactionOf(scope).<StoreSession>map(store::join).orElse(store);
    }

    private Optional<Connection> transactionOf(Scope scope) {
        return scope.connection().or(() -> setup.seams().transactions().flatMap(HostTransactions::current));
    }
}
