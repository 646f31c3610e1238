package dev.notify.internal.escalate;

import dev.notify.delivery.KeyConflictException;
import dev.notify.escalation.Asked;
import dev.notify.escalation.EscalationStatus.State;
import dev.notify.event.Health;
import dev.notify.internal.base.Trace;
import dev.notify.internal.escalation.EscalationCard;
import dev.notify.internal.settle.Settler;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotificationId;
import dev.notify.model.OverloadedException;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.Notification;
import dev.notify.request.Which;
import dev.notify.store.QueuePart;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Climbs: one rung, one look or one end at a time. A rung is begun by writing the card, over the version that was read; only then is anything
 * sent, under a key that follows from the rung. So whoever takes it on comes before a rung or after it, and a rung whose process dies is
 * sent again as a replay.
 */
final class Climb {

    private static final Logger LOG = LoggerFactory.getLogger(Climb.class);
    private static final long LEFT_TO_OTHERS_FOR = 15_000;
    private static final long AGAIN_AFTER = 500;
    private static final long FIRST_LOOK = 2_000;
    private static final long NEXT_LOOK = 5_000;
    private static final RetryPolicy ROTA = RetryPolicy.DEFAULT.waiting(Duration.ofSeconds(1), Duration.ofSeconds(15));

    private final Tools tools;
    private final Settler settler;
    private final Ending ending;
    private final Whom whom;
    private final Reach reach;
    private final WindUp windUp;

    Climb(Tools tools, Settler settler) {
        this.tools = tools;
        this.settler = settler;
        this.ending = new Ending(tools, settler);
        this.whom = new Whom(tools);
        this.reach = new Reach(tools);
        this.windUp = new WindUp(tools, ending);
    }

    void goOn(QueuePart.Claim claim) {
        try {
            task(claim).ifPresent(this::step);
        } catch (StoreException | OverloadedException e) {
            LOG.debug("an escalation goes on a little later escalation={}", claim.ref(), Trace.of(e));
            settler.move(claim, Move.hold(tools.now() + AGAIN_AFTER));
        }
    }

    private Optional<Task> read(QueuePart.Claim claim) {
        return tools.store().cards().byIds(List.of(claim.ref())).stream()
                .filter(EscalationCard::isOne)
                .map(row -> new Task(
                        claim,
                        row.place().tenant(),
                        EscalationCard.read(tools.setup().seams().seal(), row),
                        row.version()))
                .findFirst();
    }

    /** Empty if there is nothing to do: then its work has been ended, or left to others. */
    private Optional<Task> task(QueuePart.Claim claim) {
        Optional<Task> task = read(claim);
        if (task.isEmpty()) {
            settler.orphan(claim);
            return task;
        }
        for (String type : List.of(
                task.get().card().escalation().message().type(),
                task.get().card().escalation().tellOthers())) {
            if (!tools.setup().types().containsKey(type)) {
                tools.announcer()
                        .raiseFor(
                                2 * LEFT_TO_OTHERS_FOR,
                                Health.Status.DEGRADED,
                                "type." + type,
                                "is not defined on this node: its escalations are left to others");
                settler.move(claim, Move.hold(tools.now() + LEFT_TO_OTHERS_FOR));
                return Optional.empty();
            }
        }
        return task;
    }

    private void step(Task task) {
        EscalationCard card = task.card();
        if (card.mark().winding()) {
            windUp.of(task);
        } else if (card.mark().sending()) {
            send(task);
        } else if (card.state() == State.ASKING) {
            ask(task);
        } else if (card.state() == State.UNANSWERED && card.mark().toldAt() == null) {
            windUp.nobodyAnswered(task);
        } else if (card.state() == State.TAKEN && card.mark().nextAt() < Long.MAX_VALUE) {
            notResolved(task);
        } else {
            ending.leaves(task, card);
        }
    }

    private void notResolved(Task task) {
        EscalationCard card = task.card();
        long now = tools.now();
        if (now < card.mark().nextAt()) {
            ending.waits(task, card, card.mark().nextAt());
            return;
        }
        String detail = "not resolved in time: asked anew";
        ending.waits(task, card.again(now), now, ending.line(task, "escalation.again", detail));
    }

    private void ask(Task task) {
        EscalationCard card = task.card();
        if (tools.now() < card.mark().nextAt()) {
            look(task);
        } else if (card.roundIsOver()) {
            endOfRound(task);
        } else {
            rung(task);
        }
    }

    /** Before its time: whether what was sent last can still be answered by anybody. */
    private void look(Task task) {
        EscalationCard card = task.card();
        long next = card.mark().nextAt();
        Asked newest = card.asked().isEmpty() ? null : card.newest();
        if (newest == null
                || newest.missed().isPresent()
                || newest.notification().isEmpty()) {
            ending.waits(task, card, next);
            return;
        }
        Reach.Seen seen = reach.of(task.tenantName(), newest.notification().get());
        switch (seen.far()) {
            case SOMEBODY -> ending.waits(task, card, next);
            case NOBODY_YET -> ending.waits(task, card, Math.min(next, tools.now() + NEXT_LOOK));
            case NOBODY -> {
                EscalationCard after = card.reachesNobody(seen.why(), tools.now());
                ending.waits(
                        task,
                        after,
                        after.mark().nextAt(),
                        ending.line(task, "escalation.missed", after.newest().asText()));
            }
        }
    }

    /** Where nobody was asked in the whole round, it is of no use to climb the ladder again. */
    private void endOfRound(Task task) {
        EscalationCard card = task.card();
        long now = tools.now();
        boolean anybody =
                card.ofThisRound().stream().anyMatch(a -> a.notification().isPresent());
        if (anybody && card.mayRepeat()) {
            ending.waits(task, card.nextRound(now), now);
        } else {
            String detail = card.mark().round() + " rounds";
            ending.waits(task, card.unanswered(now), now, ending.line(task, "escalation.unanswered", detail));
        }
    }

    private void rung(Task task) {
        EscalationCard card = task.card();
        long now = tools.now();
        Whom.Found found;
        try {
            found = whom.next(card, task.tenant());
        } catch (Whom.Unanswered e) {
            rotaFailed(task, e, now);
            return;
        }
        card.escalation()
                .rungs()
                .get(card.mark().rung())
                .next()
                .ifPresent(p -> tools.announcer().clear(p.key()));
        if (!found.reachable()) {
            EscalationCard after = card.passesOver(found.who(), found.why(), now);
            ending.waits(
                    task,
                    after,
                    now,
                    ending.line(task, "escalation.missed", after.newest().asText()));
            return;
        }
        EscalationCard begun = card.asks(found.who(), now);
        String detail = begun.newest().asText() + (found.why().isEmpty() ? "" : "; not to be reached: " + found.why());
        if (ending.begins(task, begun, ending.line(task, "escalation.asked", detail))) {
            send(task.written(begun));
        }
    }

    /** The rota is asked again for as long as those before have to answer; then its rung is passed over. */
    private void rotaFailed(Task task, Whom.Unanswered e, long now) {
        EscalationCard card = task.card();
        long patience =
                card.escalation().rungs().get(card.mark().rung()).after().toMillis();
        LOG.warn("{} escalation={}", e.why(), task.id(), Trace.of(e.thrown()));
        if (now >= card.mark().nextAt() + patience) {
            EscalationCard after = card.passesOver(List.of(), e.why(), now);
            ending.waits(
                    task,
                    after,
                    now,
                    ending.line(task, "escalation.missed", after.newest().asText()));
            return;
        }
        long wait = ROTA.waitAfter(
                        task.claim().attempt(), tools.surroundings().chance().getAsDouble())
                .toMillis();
        tools.announcer()
                .raiseFor(
                        wait + LEFT_TO_OTHERS_FOR,
                        Health.Status.DOWN,
                        "rota/" + e.rota(),
                        "could not be asked, which is tried again: "
                                + e.thrown().getClass().getName());
        ending.again(task, now + wait);
    }

    /** Sends what the newest rung says. If it was taken on since that was begun, what waits of it is taken back. */
    private void send(Task task) {
        EscalationCard card = task.card();
        Notification message = Messages.of(card, task.id(), card.newest());
        NotificationId sent;
        try {
            sent = tools.intake()
                    .get()
                    .send(message, task.scope(), card.escalation().passesQuietHours())
                    .id();
        } catch (KeyConflictException e) {
            sent = e.first().id(); // the members of what it names have changed their ids since
        } catch (InvalidInputException e) {
            refused(task, e);
            return;
        }
        EscalationCard after = card.sent(sent);
        long look = Math.min(card.mark().nextAt(), tools.now() + FIRST_LOOK);
        if (!ending.waits(task, after, look)) {
            takeBackIfEnded(task, sent);
        }
    }

    private void refused(Task task, InvalidInputException e) {
        LOG.warn("a rung was refused: {} escalation={}", e.getMessage(), task.id());
        tools.announcer()
                .raiseFor(
                        Duration.ofHours(1).toMillis(),
                        Health.Status.DEGRADED,
                        "escalation." + task.card().escalation().message().type(),
                        "a rung could not be sent: " + e.getMessage());
        EscalationCard after = task.card().reachesNobody("it was refused: " + e.getMessage(), tools.now());
        ending.waits(
                task,
                after,
                after.mark().nextAt(),
                ending.line(task, "escalation.missed", after.newest().asText()));
    }

    private void takeBackIfEnded(Task task, NotificationId sent) {
        boolean goesOn = read(task.claim())
                .filter(now -> now.card().state() == State.ASKING
                        && now.card().lap() == task.card().lap())
                .isPresent();
        if (!goesOn) {
            tools.intake().get().cancel(Which.id(sent), WindUp.NOT_NEEDED, task.scope());
        }
    }
}
