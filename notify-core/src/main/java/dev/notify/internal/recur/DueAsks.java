package dev.notify.internal.recur;

import dev.notify.delivery.Bulk;
import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.model.InvalidInputException;
import dev.notify.model.OverloadedException;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.policy.RetryPolicy;
import dev.notify.policy.WallTime;
import dev.notify.request.Notification;
import dev.notify.request.Scope;
import dev.notify.schedule.DueSource;
import dev.notify.schedule.Schedule;
import dev.notify.store.CardPart;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import dev.notify.store.WorkKind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the host's sources what is due and sends it: one row of the queue for each source, so that of all nodes one asks at a time. Whoever
 * dies on the way has the next node ask again; what was stored is a replay, by its key.
 */
final class DueAsks {

    private static final Logger LOG = LoggerFactory.getLogger(DueAsks.class);
    private static final long LEFT_TO_OTHERS_FOR = 15_000;
    private static final long AGAIN_AFTER = 500;
    private static final long FORGOTTEN_AFTER = 30L * 24 * 3_600_000;

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final Supplier<Intake> intake;

    DueAsks(Setup setup, Surroundings surroundings, Store store, Announcer announcer, Supplier<Intake> intake) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.intake = intake;
    }

    /** Sees to it that each source of this node has its row; when the first is due. */
    long begin() {
        long first = Long.MAX_VALUE;
        for (Map.Entry<String, Setup.Due> source : setup.seams().dues().entrySet()) {
            first = Math.min(first, begin(source.getKey(), source.getValue().schedule()));
        }
        return first;
    }

    private long begin(String source, Schedule schedule) {
        CardPart.Place place = DueCard.place(source);
        long now = surroundings.time().millis();
        Optional<Rows.Card> there = store.cards().read(List.of(place)).stream().findFirst();
        if (there.isPresent()) {
            DueCard card = DueCard.read(setup.seams().seal(), there.get());
            if (card.schedule().equals(schedule)) {
                return due(card);
            }
            DueCard changed = fresh(schedule, now, card.answered());
            store.cards()
                    .write(CardPart.Step.EMPTY
                            .puts(List.of(changed.put(
                                    setup.seams().seal(),
                                    place,
                                    there.get().id(),
                                    there.get().version(),
                                    now)))
                            .dues(List.of(new CardPart.Due(there.get().id(), now, due(changed)))));
            return due(changed);
        }
        DueCard card = fresh(schedule, now, null);
        UUID id = surroundings.ids().next(now);
        Lane lane = Lane.of(WorkKind.DUE, Priority.NORMAL, Tenant.DEFAULT);
        store.cards()
                .write(CardPart.Step.EMPTY
                        .puts(List.of(card.put(setup.seams().seal(), place, id, 0, now)))
                        .work(List.of(Rows.Work.waiting(id, WorkKind.DUE, lane, due(card)))));
        return due(card);
    }

    private DueCard fresh(Schedule schedule, long now, @Nullable Long answered) {
        LocalDateTime start = at(schedule, now);
        return new DueCard(
                schedule, start, schedule.after(start.minusNanos(1), start).orElseThrow(), answered);
    }

    private ZoneId wall(Schedule schedule) {
        return schedule.byWall() ? setup.identity().zone() : ZoneOffset.UTC;
    }

    private LocalDateTime at(Schedule schedule, long moment) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(moment), wall(schedule));
    }

    private long due(DueCard card) {
        return WallTime.instantOf(card.next(), wall(card.schedule())).toEpochMilli();
    }

    void ask(QueuePart.Claim claim, Settler settler) {
        try {
            Optional<Rows.Card> row = store.cards().byIds(List.of(claim.ref())).stream()
                    .filter(DueCard::isOne)
                    .findFirst();
            if (row.isPresent()) {
                ask(claim, row.get(), settler);
            } else {
                settler.orphan(claim);
            }
        } catch (StoreException | OverloadedException e) {
            LOG.debug("a source is asked a little later", Trace.of(e));
            settler.move(claim, Move.hold(surroundings.time().millis() + AGAIN_AFTER));
        }
    }

    private void ask(QueuePart.Claim claim, Rows.Card row, Settler settler) {
        String name = row.place().owner();
        DueCard card = DueCard.read(setup.seams().seal(), row);
        Setup.Due source = setup.seams().dues().get(name);
        long now = surroundings.time().millis();
        if (due(card) > now) {
            settler.move(claim, Move.hold(due(card)));
            return;
        }
        if (source == null) {
            leave(claim, row, due(card), settler);
            return;
        }
        LocalDateTime last = lastDue(card, now);
        try {
            Bulk sent = send(name, source.source(), card, last, now);
            announcer.clear(where(name));
            LOG.debug(
                    "a source answered source={} stored={} replayed={} conflicting={}",
                    name,
                    sent.stored(),
                    sent.replayed(),
                    sent.conflicting());
        } catch (StoreException | OverloadedException e) {
            throw e;
        } catch (Throwable e) {
            long wait = RetryPolicy.DEFAULT
                    .waitAfter(claim.attempt(), surroundings.chance().getAsDouble())
                    .toMillis();
            announcer.raiseFor(
                    wait + LEFT_TO_OTHERS_FOR,
                    Health.Status.DOWN,
                    where(name),
                    "failed and is asked again: " + e.getClass().getName());
            LOG.warn("source {} failed attempt={}", name, claim.attempt(), Trace.of(e));
            settler.move(claim, Move.again(surroundings.time().millis() + wait));
            return;
        }
        answered(claim, row, card, last, settler);
    }

    private static String where(String name) {
        return "due." + name;
    }

    /** This node does not know it: others may; what nobody has known for a month is forgotten. */
    private void leave(QueuePart.Claim claim, Rows.Card row, long due, Settler settler) {
        long now = surroundings.time().millis();
        String name = row.place().owner();
        if (now - due > FORGOTTEN_AFTER) {
            CardPart.Put gone = new CardPart.Put(row.place(), row.id(), row.version(), now, null, null);
            CardPart.Step step = CardPart.Step.EMPTY.puts(List.of(gone)).done(claim.ref(), claim.fence(), Move.REMOVE);
            if (store.cards().write(step)) {
                LOG.warn("source {} is registered on no node for a month: it is forgotten", name);
                settler.written(claim, Long.MAX_VALUE);
                return;
            }
        }
        announcer.raiseFor(
                2 * LEFT_TO_OTHERS_FOR,
                Health.Status.DEGRADED,
                where(name),
                "is not registered on this node: it is left to others");
        settler.move(claim, Move.hold(now + LEFT_TO_OTHERS_FOR));
    }

    /** The last of its times that have come: those before it were missed, and one answer serves them all. */
    private LocalDateTime lastDue(DueCard card, long now) {
        LocalDateTime last = card.next();
        while (true) {
            Optional<LocalDateTime> next = card.schedule().after(last, card.start());
            if (next.isEmpty()
                    || WallTime.instantOf(next.get(), wall(card.schedule())).toEpochMilli() > now) {
                return last;
            }
            last = next.get();
        }
    }

    private Bulk send(String name, DueSource source, DueCard card, LocalDateTime time, long now) {
        DueSource.Asked asked = new DueSource.Asked(
                name,
                time,
                wall(card.schedule()),
                Instant.ofEpochMilli(now),
                Optional.ofNullable(card.answered()).map(Instant::ofEpochMilli));
        try (Stream<Notification> due = source.due(asked)) {
            return intake.get().sendAll(due.map(DueAsks::keyed), receipt -> {}, Scope.DEFAULT.as(Actor.NOTIFY));
        }
    }

    private static Notification keyed(Notification notification) {
        if (notification.key().isEmpty()) {
            throw new InvalidInputException(
                    "key", "is missing: a source may be asked twice, and only a key keeps it from sending twice");
        }
        return notification;
    }

    private void answered(QueuePart.Claim claim, Rows.Card row, DueCard card, LocalDateTime last, Settler settler) {
        long now = surroundings.time().millis();
        DueCard after = new DueCard(
                card.schedule(),
                card.start(),
                card.schedule().after(last, card.start()).orElseThrow(),
                now);
        CardPart.Step step = CardPart.Step.EMPTY
                .puts(List.of(after.put(setup.seams().seal(), row.place(), row.id(), row.version(), now)))
                .done(claim.ref(), claim.fence(), Move.hold(due(after)));
        if (store.cards().write(step)) {
            settler.written(claim, due(after));
        } else {
            settler.move(claim, Move.hold(now)); // its schedule was changed meanwhile, or another node has it
        }
    }
}
