package dev.notify.internal.recur;

import dev.notify.event.Health;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.internal.cards.Cards;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.NotificationId;
import dev.notify.model.OverloadedException;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.NotificationType;
import dev.notify.schedule.IfMissed;
import dev.notify.schedule.Schedule;
import dev.notify.schedule.Standing;
import dev.notify.store.CardPart;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the work of what comes again. An occurrence is decided on the card, over the version that was read; then it is sent, under a key that
 * follows from it; then the card says so. Whoever dies on the way leaves a card that says what to send, which sent twice is a replay. So
 * each is sent once on any number of nodes, and nothing is sent that was skipped, paused or ended before it was decided.
 */
final class Ticks {

    private static final Logger LOG = LoggerFactory.getLogger(Ticks.class);
    private static final long LEFT_TO_OTHERS_FOR = 15_000;
    private static final long AGAIN_AFTER = 500;

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final RepeatStore repeats;
    private final Zones zones;
    private final Supplier<Sends> sends;
    private final Settler settler;

    Ticks(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            RepeatStore repeats,
            Zones zones,
            Supplier<Sends> sends,
            Settler settler) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.repeats = repeats;
        this.zones = zones;
        this.sends = sends;
        this.settler = settler;
    }

    void tick(QueuePart.Claim claim) {
        try {
            Optional<RepeatStore.Found> found = repeats.byId(store.cards(), claim.ref());
            if (found.isPresent()) {
                tick(claim, found.get());
            } else {
                settler.orphan(claim);
            }
        } catch (StoreException e) {
            LOG.debug("what comes again is looked at a little later recurring={}", claim.ref(), Trace.of(e));
            settler.move(claim, Move.hold(repeats.now() + AGAIN_AFTER));
        }
    }

    private void tick(QueuePart.Claim claim, RepeatStore.Found found) {
        RepeatCard.Progress progress = found.card().progress();
        if (progress.sending() != null && isKnown(claim, found)) {
            send(claim, found, progress.sending());
        } else if (progress.sending() == null && progress.state() == Standing.State.ENDED) {
            settler.orphan(claim);
        } else if (progress.sending() == null && progress.state() == Standing.State.PAUSED) {
            settler.move(claim, Move.hold(Times.NEVER));
        } else if (progress.sending() == null && isKnown(claim, found)) {
            look(claim, found);
        }
    }

    /** Whether this node knows its type; if not, it is left to others. */
    private boolean isKnown(QueuePart.Claim claim, RepeatStore.Found found) {
        String name = found.card().repeat().what().type();
        NotificationType type = setup.types().get(name);
        if (type == null) {
            announcer.raiseFor(
                    2 * LEFT_TO_OTHERS_FOR,
                    Health.Status.DEGRADED,
                    "type." + name,
                    "is not defined on this node: what comes again is left to others");
            settler.move(claim, Move.hold(repeats.now() + LEFT_TO_OTHERS_FOR));
        }
        return type != null;
    }

    /** As it stands at this moment: on the wall of today, and with what was acknowledged meanwhile. */
    private RepeatCard now(RepeatStore.Found found) {
        RepeatCard card = found.card();
        card = card.with(card.progress().in(zones.of(card, found.tenant())));
        RepeatCard.Run run = card.progress().run();
        UUID last = run == null ? null : run.notification();
        if (card.progress().next() != null || last == null || !card.waitsForSigns()) {
            return card;
        }
        CardPart.Place sign = Cards.acknowledgedAt(found.tenant(), new NotificationId(last));
        Cards cards = new Cards(setup.seams().seal());
        RepeatCard waits = card;
        return store.cards().read(List.of(sign)).stream()
                .findFirst()
                .map(signed ->
                        waits.with(afterSign(waits, cards.signature(signed).at())))
                .orElse(card);
    }

    private static RepeatCard.Progress afterSign(RepeatCard card, Instant signed) {
        Schedule.AfterAcknowledged schedule = (Schedule.AfterAcknowledged) card.schedule();
        LocalDateTime next = card.times().at(signed.plus(schedule.gap()).toEpochMilli());
        return card.repeat().until().filter(next::isAfter).isPresent()
                ? over(card.progress())
                : card.progress().next(next);
    }

    private static RepeatCard.Progress over(RepeatCard.Progress progress) {
        return progress.state(Standing.State.ENDED, null, "came to its end");
    }

    private void look(QueuePart.Claim claim, RepeatStore.Found found) {
        RepeatCard card = now(found);
        LocalDateTime next = card.progress().next();
        long now = repeats.now();
        boolean over = card.progress().state() == Standing.State.ENDED;
        if (!over && (next == null || card.due(now) > now)) {
            if (card.progress().equals(found.card().progress())) {
                settler.move(claim, Move.hold(card.due(now)));
            } else {
                end(claim, found, card, movedTrail(found, card));
            }
            return;
        }
        if (over || next == null) {
            end(claim, found, card, List.of());
            return;
        }
        Times.Turn turn = card.times().turn(next, card.lastAt(), now);
        RepeatCard after = card.with(after(card, turn, now));
        List<Rows.Trail> trail = new ArrayList<>(movedTrail(found, card));
        trail.addAll(missedTrail(found, turn));
        if (turn.send() == null) {
            if (end(claim, found, after, trail)) {
                tell(found, card, turn);
            }
            return;
        }
        CardPart.Step decided = step(found, after).trail(trail);
        if (!store.cards().write(decided)) {
            settler.move(claim, Move.hold(now)); // changed meanwhile, or another node has it
            return;
        }
        tell(found, card, turn);
        RepeatCard.Sending sending = after.progress().sending();
        if (sending != null) {
            send(claim, new RepeatStore.Found(found.id(), found.place(), found.version() + 1, after), sending);
        }
    }

    private static RepeatCard.Progress after(RepeatCard card, Times.Turn turn, long now) {
        RepeatCard.Progress progress = card.progress();
        Standing.Count count = missed(card, progress.count(), turn.missed());
        LocalDateTime send = turn.send();
        if (send == null) {
            LocalDateTime last = turn.last();
            RepeatCard.Progress past = last == null ? progress : progress.past(last, turn.next(), count);
            return turn.next() == null && !card.waitsForSigns() ? over(past) : past;
        }
        RepeatCard.Progress past = progress.past(send, turn.next(), count);
        RepeatCard.Progress sends = past.sends(
                new RepeatCard.Run(send, now, null),
                new RepeatCard.Sending(send, card.times().due(send, card.lastAt()), turn.until()));
        return turn.next() == null && !card.waitsForSigns() ? over(sends) : sends;
    }

    private static Standing.Count missed(RepeatCard card, Standing.Count count, long missed) {
        return card.repeat().ifMissed() == IfMissed.TELL
                ? new Standing.Count(count.sent(), count.skipped(), count.tooLate() + missed)
                : new Standing.Count(count.sent(), count.skipped() + missed, count.tooLate());
    }

    private CardPart.Step step(RepeatStore.Found found, RepeatCard after) {
        List<CardPart.Put> puts = new ArrayList<>();
        puts.add(repeats.put(found, after));
        if (after.progress().state() == Standing.State.ENDED
                && found.card().progress().state() != Standing.State.ENDED) {
            puts.addAll(repeats.endingLeads(found));
        }
        return CardPart.Step.EMPTY.puts(puts);
    }

    /** Writes how it stands and ends this piece of work, or has it wait for the next. */
    private boolean end(QueuePart.Claim claim, RepeatStore.Found found, RepeatCard after, List<Rows.Trail> trail) {
        long now = repeats.now();
        boolean over = after.progress().state() == Standing.State.ENDED;
        long due = after.due(now);
        CardPart.Step step =
                step(found, after).trail(trail).done(claim.ref(), claim.fence(), over ? Move.REMOVE : Move.hold(due));
        boolean written = store.cards().write(step);
        if (written) {
            settler.written(claim, over ? Long.MAX_VALUE : due);
        } else {
            settler.move(claim, Move.hold(now)); // changed meanwhile, or another node has it
        }
        return written;
    }

    private void send(QueuePart.Claim claim, RepeatStore.Found found, RepeatCard.Sending sending) {
        String where = "recurring." + found.card().repeat().what().type();
        long now = repeats.now();
        if (now > sending.until()) {
            sent(claim, found, sending, sends.get().sent(found, sending).orElse(null));
            return;
        }
        UUID notification;
        try {
            notification = sends.get().send(found, sending);
            announcer.clear(where);
        } catch (StoreException | OverloadedException e) {
            LOG.debug("an occurrence is sent a little later recurring={}", claim.ref(), Trace.of(e));
            settler.move(claim, Move.hold(now + AGAIN_AFTER));
            return;
        } catch (RuntimeException e) {
            long wait = RetryPolicy.DEFAULT
                    .waitAfter(claim.attempt(), surroundings.chance().getAsDouble())
                    .toMillis();
            announcer.raiseFor(
                    wait + LEFT_TO_OTHERS_FOR,
                    Health.Status.DOWN,
                    where,
                    "is refused when its time comes, which is tried again: "
                            + e.getClass().getName());
            LOG.warn("an occurrence is refused recurring={}", claim.ref(), Trace.of(e));
            settler.move(claim, Move.again(now + wait));
            return;
        }
        sent(claim, found, sending, notification);
    }

    /** It is stored as that notification; or, if there is none, it never will be. */
    private void sent(
            QueuePart.Claim claim, RepeatStore.Found found, RepeatCard.Sending sending, @Nullable UUID notification) {
        RepeatCard card = found.card();
        Standing.Count count = card.progress().count();
        boolean stored = notification != null;
        Times.Turn missed = new Times.Turn(null, 0, 1, sending.time(), sending.time(), null);
        Standing.Count counted = stored
                ? new Standing.Count(count.sent() + 1, count.skipped(), count.tooLate())
                : missed(card, count, 1);
        RepeatCard after = card.with(card.progress().sent(notification, counted));
        List<Rows.Trail> trail = stored ? List.of() : missedTrail(found, missed);
        if (end(claim, found, after, trail) && !stored) {
            tell(found, card, missed);
        }
    }

    private List<Rows.Trail> movedTrail(RepeatStore.Found found, RepeatCard now) {
        return found.card().progress().zone().equals(now.progress().zone())
                ? List.of()
                : List.of(repeats.trail(
                        found.tenant(),
                        dev.notify.model.Actor.NOTIFY.value(),
                        "repeat.moved",
                        found.id(),
                        found.card().progress().zone() + " to " + now.progress().zone()));
    }

    private List<Rows.Trail> missedTrail(RepeatStore.Found found, Times.Turn turn) {
        return turn.missed() == 0
                ? List.of()
                : List.of(repeats.trail(
                        found.tenant(),
                        dev.notify.model.Actor.NOTIFY.value(),
                        found.card().repeat().ifMissed() == IfMissed.TELL ? "repeat.too-late" : "repeat.skipped",
                        found.id(),
                        turn.missed() + " from " + turn.first() + " to " + turn.last()));
    }

    private void tell(RepeatStore.Found found, RepeatCard card, Times.Turn turn) {
        LocalDateTime first = turn.first();
        LocalDateTime last = turn.last();
        if (turn.missed() == 0 || first == null || last == null || card.repeat().ifMissed() != IfMissed.TELL) {
            return;
        }
        announcer.tell(new NotificationEvent.TooLate(
                surroundings.time().now(),
                new NotificationEvent.About(
                        new NotificationId(found.id()),
                        found.tenant(),
                        card.repeat().what().type(),
                        card.repeat().what().correlation().orElse(null)),
                first,
                last,
                Times.wall(card.repeat(), card.progress().zone()),
                turn.missed()));
    }
}
