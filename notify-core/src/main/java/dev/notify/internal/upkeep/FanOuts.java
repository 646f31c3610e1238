package dev.notify.internal.upkeep;

import dev.notify.delivery.FanOut;
import dev.notify.event.Health;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.model.NotificationId;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.NotificationType;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the deliveries of a notification to groups, or to very many: some hundred members a step, each step one transaction with the mark of
 * how far it has come. So a process that dies leaves nobody out and names nobody twice: either the step is stored or it is done again.
 *
 * <p>After each step the work goes back into the queue, so that other work has its turn and any node goes on.
 */
final class FanOuts {

    private static final Logger LOG = LoggerFactory.getLogger(FanOuts.class);
    private static final long LEFT_TO_OTHERS_FOR = 15_000;
    private static final long AGAIN_AFTER = 500;
    private static final String SOURCE = "groups";

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final FanOutMembers members;
    private final Supplier<Intake> intake;
    private final Settler settler;

    FanOuts(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            FanOutMembers members,
            Supplier<Intake> intake,
            Settler settler) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.members = members;
        this.intake = intake;
        this.settler = settler;
    }

    /** One piece of work, with all that is known of it. */
    private record Task(
            QueuePart.Claim claim,
            Rows.Card row,
            FanOutCard card,
            Rows.Notification notification,
            NotificationType type) {

        Tenant tenant() {
            return Tenant.of(notification.tenant());
        }
    }

    void goOn(QueuePart.Claim claim) {
        try {
            Optional<Task> task = task(claim);
            if (task.isPresent()) {
                step(task.get());
            }
        } catch (StoreException e) {
            LOG.debug("a fan-out goes on a little later notification={}", claim.ref(), Trace.of(e));
            settler.move(claim, Move.hold(surroundings.time().millis() + AGAIN_AFTER));
        }
    }

    /** Empty if there is nothing to do: then its work has been ended, or left to others. */
    private Optional<Task> task(QueuePart.Claim claim) {
        FieldSeal seal = setup.seams().seal();
        Optional<Rows.Card> row = store.cards().byIds(List.of(claim.ref())).stream()
                .filter(FanOutCard::isOne)
                .findFirst();
        Optional<FanOutCard> card =
                row.map(r -> FanOutCard.read(seal, r)).filter(c -> !c.state().isOver());
        Optional<Rows.Notification> notification =
                row.flatMap(r -> store.reads().notification(r.place().tenant(), claim.ref()));
        if (card.isEmpty() || notification.isEmpty()) {
            settler.orphan(claim);
            return Optional.empty();
        }
        String name = notification.get().type();
        NotificationType type = setup.types().get(name);
        if (type == null) {
            announcer.raiseFor(
                    2 * LEFT_TO_OTHERS_FOR,
                    Health.Status.DEGRADED,
                    "type." + name,
                    "is not defined on this node: its fan-outs are left to others");
            settler.move(claim, Move.hold(surroundings.time().millis() + LEFT_TO_OTHERS_FOR));
            return Optional.empty();
        }
        FanOutCard begins = card.get().at(surroundings.time().millis());
        return Optional.of(new Task(claim, row.get(), begins, notification.get(), type));
    }

    private void step(Task task) {
        long now = surroundings.time().millis();
        long begins = begins(task, now);
        if (begins > now) {
            settler.move(task.claim(), Move.hold(begins));
            return;
        }
        try {
            FanOutMembers.Found found =
                    members.next(task.card(), task.tenant(), task.claim().ref());
            announcer.clear(SOURCE);
            write(task, found, now);
        } catch (Directory.Unanswered e) {
            unanswered(task, e, now);
        }
    }

    /** When its next step is to be done. */
    private long begins(Task task, long now) {
        FanOutCard card = task.card();
        if (card.mark().source() == 0 && card.plan().named() > 0) {
            return now;
        }
        return card.waitsForItsTime()
                ? card.times().dueAt()
                : intake.get().beginsAt(task.notification(), task.type(), card);
    }

    /** The host could not say: it is asked again, as long as that is of use. */
    private void unanswered(Task task, Directory.Unanswered e, long now) {
        Long expiry = task.card().times().expiresAt();
        if (expiry != null && now >= expiry) {
            write(task, members.skip(task.card(), "could not be looked up before it was of no use"), now);
            return;
        }
        long wait = RetryPolicy.DEFAULT
                .waitAfter(task.claim().attempt(), surroundings.chance().getAsDouble())
                .toMillis();
        announcer.raiseFor(
                wait + LEFT_TO_OTHERS_FOR,
                Health.Status.DOWN,
                SOURCE,
                "could not be looked up, which is tried again: "
                        + e.thrown().getClass().getName());
        LOG.warn("groups could not be looked up notification={}", task.claim().ref(), Trace.of(e.thrown()));
        settler.move(task.claim(), Move.again(now + wait));
    }

    private void write(Task task, FanOutMembers.Found found, long now) {
        List<Recipient> fresh = members.notReached(task.tenant(), task.claim().ref(), found.recipients());
        Intake.Made made = intake.get().make(task.notification(), task.type(), task.card(), fresh);
        boolean again = task.card().mark().round() == FanOutCard.Round.AGAIN;
        int repeated = again ? 0 : found.recipients().size() - fresh.size();
        FanOutCard.Count count =
                task.card().count().and(fresh.size(), made.deliveries().size(), repeated);
        FanOutCard after = task.card().gone(found.mark(), count, found.notes());
        boolean over = after.state().isOver();
        List<CardPart.Put> puts = new ArrayList<>(found.used());
        puts.add(after.put(
                setup.seams().seal(),
                task.notification().tenant(),
                task.claim().ref(),
                task.row().version(),
                now));
        List<Rows.Trail> trail = new ArrayList<>(made.trail());
        if (over) {
            trail.add(line(task, after.shown(), now));
        }
        CardPart.Step step = CardPart.Step.EMPTY
                .puts(puts)
                .deliveries(made.contents(), made.deliveries())
                .work(made.work())
                .trail(trail)
                .counters(made.counters())
                .done(task.claim().ref(), task.claim().fence(), over ? Move.REMOVE : Move.hold(now));
        if (!store.cards().write(step)) {
            settler.move(task.claim(), Move.hold(now)); // cancelled or moved meanwhile, or another node has it
            return;
        }
        settler.written(task.claim(), over ? Long.MAX_VALUE : now);
        intake.get().made(made);
        if (over) {
            ended(task, after.shown());
        }
    }

    private Rows.Trail line(Task task, FanOut fanOut, long now) {
        UUID id = surroundings.ids().next(now);
        String notes = fanOut.notes().isEmpty() ? "" : "; " + String.join("; ", fanOut.notes());
        String detail = fanOut.recipients() + " recipients, " + fanOut.deliveries() + " deliveries" + notes;
        return new Rows.Trail(
                id,
                task.notification().tenant(),
                now,
                Actor.NOTIFY.value(),
                "notification.fanned-out",
                task.claim().ref(),
                setup.seams().seal().seal(id, "trail.detail", detail));
    }

    private void ended(Task task, FanOut fanOut) {
        if (fanOut.recipients() == 0 && fanOut.repeated() == 0) {
            LOG.warn(
                    "a notification to groups reached nobody notification={}",
                    task.claim().ref());
        }
        announcer.tell(new NotificationEvent.FannedOut(
                Instant.ofEpochMilli(surroundings.time().millis()),
                new NotificationEvent.About(
                        new NotificationId(task.claim().ref()),
                        task.tenant(),
                        task.type().name(),
                        task.notification().correlation()),
                fanOut));
    }
}
