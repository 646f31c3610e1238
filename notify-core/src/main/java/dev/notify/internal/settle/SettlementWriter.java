package dev.notify.internal.settle;

import dev.notify.delivery.Decision;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Verdict;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.base.History;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.content.Content;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.settle.Ruling.Ended;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.request.NotificationType;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.CallChange;
import dev.notify.store.SettlePart.DeliveryChange;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.store.SettlePart.StandIn;
import dev.notify.store.Store;
import dev.notify.store.WorkKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns rulings into the rows they write. */
final class SettlementWriter {

    private static final String WHY = "delivery.why";

    private final Setup setup;
    private final Surroundings surroundings;
    private final Judge judge;
    private final Fallbacks fallbacks;

    SettlementWriter(Setup setup, Surroundings surroundings, Store store) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.judge = new Judge(surroundings.chance());
        this.fallbacks = new Fallbacks(setup, surroundings, store);
    }

    Pending outcome(Settler.Work work, Outcome outcome, long startedAt, long endedAt) {
        Ruling ruling = judge.rule(work, outcome, startedAt, endedAt);
        if (ruling instanceof Ruling.Waits waits) {
            return held(work, waits.until(), work.loaded().delivery().dueAt(), waits.why(), "held: " + waits.why());
        }
        boolean success = outcome instanceof Outcome.Sent;
        QueuePart.Claim claim = work.claim();
        Rows.Attempt attempt = new Rows.Attempt(
                claim.ref(),
                claim.fence(),
                claim.attempt(),
                setup.identity().node(),
                startedAt,
                endedAt,
                outcome.word(),
                sealed(work, "attempt.reason", success && !work.by().isEmpty() ? work.by() : Judge.reasonOf(outcome)));
        String providerId = outcome instanceof Outcome.Sent sent
                ? sent.id().map(PlainText::of).orElse(null)
                : null;
        return ruling instanceof Ended ended
                ? ended(work, ended, attempt, providerId, endedAt, success)
                : again(work, (Ruling.Again) ruling, attempt, endedAt);
    }

    /** A success that came after the try had been given up: its attempt is recorded already. */
    Pending lateSuccess(Settler.Work work, Outcome.Sent sent, long endedAt) {
        return ended(
                work,
                new Ended(DeliveryState.SENT, "sent, though later than the time allowed"),
                null,
                sent.id().map(PlainText::of).orElse(null),
                endedAt,
                true);
    }

    Pending verdict(Settler.Work work, Decision decision) {
        long now = surroundings.time().millis();
        if (decision.verdict() instanceof Verdict.Close close) {
            return ended(work, new Ended(close.state(), decision.asText(), close.ofChannel()), null, null, now, false);
        }
        Verdict.Hold hold = (Verdict.Hold) decision.verdict();
        long until = Math.max(hold.until().toEpochMilli(), now + 1);
        return held(work, until, until, hold.why(), decision.asText());
    }

    Pending deadLetter(Settler.Work work, String why) {
        long now = surroundings.time().millis();
        return ended(work, new Ended(DeliveryState.FAILED, why), null, null, now, false);
    }

    Pending postpone(Settler.Work work, long millis, String why) {
        return held(
                work,
                surroundings.time().millis() + millis,
                work.loaded().delivery().dueAt(),
                why,
                "held: " + why);
    }

    private Pending held(Settler.Work work, long until, long dueAt, String why, String holds) {
        QueuePart.Claim claim = work.claim();
        String origin = fallbacks.originOf(new Fallbacks.From(work.loaded(), work.type()));
        String said = origin.isEmpty() ? holds : origin + "; " + holds;
        DeliveryChange change = new DeliveryChange(
                DeliveryState.PENDING,
                dueAt,
                null,
                claim.attempt() - 1,
                null,
                sealed(work, history(work).waits(surroundings.time().millis(), PlainText.of(said), until)));
        NotificationEvent event = new NotificationEvent.Held(
                surroundings.time().now(), about(work), of(work), Instant.ofEpochMilli(until), why);
        return new Pending(
                settlement(claim, Move.hold(until), change, null, Next.NOTHING, List.of(), List.of()),
                Optional.of(event),
                false);
    }

    private Pending again(Settler.Work work, Ruling.Again again, Rows.Attempt attempt, long now) {
        long dueAt = attempt.number() == 1
                ? attempt.startedAt()
                : work.loaded().delivery().dueAt();
        Fallbacks.From from = new Fallbacks.From(work.loaded(), work.type());
        List<StandIn> standIns = from.priority() == Priority.CRITICAL ? fallbacks.standIns(from, true, now) : List.of();
        String why = again.why() + fallsBackTo(standIns);
        DeliveryChange change = new DeliveryChange(
                DeliveryState.PENDING,
                dueAt,
                null,
                attempt.number(),
                null,
                sealed(work, history(work).tried(told(work, why), again.next())));
        NotificationEvent event = new NotificationEvent.Retrying(
                Instant.ofEpochMilli(now), about(work), of(work), Instant.ofEpochMilli(again.next()), again.why());
        return new Pending(
                settlement(
                        work.claim(),
                        Move.again(again.next()),
                        change,
                        attempt,
                        new Next(List.of(), List.of(), standIns, List.of()),
                        List.of(),
                        List.of()),
                Optional.of(event),
                false);
    }

    private Pending ended(
            Settler.Work work,
            Ended ended,
            Rows.@Nullable Attempt attempt,
            @Nullable String providerId,
            long now,
            boolean mayBeLate) {
        QueuePart.Claim claim = work.claim();
        Rows.Delivery delivery = work.loaded().delivery();
        int tries = attempt == null && !mayBeLate ? claim.attempt() - 1 : claim.attempt();
        Fallbacks.From from = new Fallbacks.From(work.loaded(), work.type());
        boolean failed = ended.state() == DeliveryState.FAILED || ended.state() == DeliveryState.MAYBE_SENT;
        List<StandIn> standIns = failed || ended.ofChannel() ? fallbacks.standIns(from, failed, now) : List.of();
        String why = ended.why() + fallsBackTo(standIns);
        DeliveryChange change = new DeliveryChange(
                ended.state(),
                delivery.dueAt(),
                now,
                tries,
                providerId,
                sealed(work, history(work).ends(told(work, why))));
        boolean lastWay = standIns.stream().allMatch(s -> s.work().isEmpty());
        boolean dead = ended.state() == DeliveryState.FAILED || (ended.ofChannel() && fallbacks.causeFailed(from));
        Next alarm = lastWay && dead ? alarm(work, ended.why(), now) : Next.NOTHING;
        Next next = new Next(
                alarm.work(),
                alarm.calls(),
                standIns,
                ended.state() == DeliveryState.SENT ? fallbacks.withdrawn(from, now) : List.of());
        NotificationEvent event = new NotificationEvent.Finished(
                Instant.ofEpochMilli(now), about(work), of(work), ended.state(), ended.why());
        return new Pending(
                settlement(
                        claim,
                        Move.REMOVE,
                        change,
                        attempt,
                        next,
                        List.of(trail(work, ended.state(), now)),
                        List.of(counter(work, ended.state(), now))),
                Optional.of(event),
                mayBeLate);
    }

    private static String fallsBackTo(List<StandIn> standIns) {
        return standIns.isEmpty()
                ? ""
                : standIns.stream()
                        .map(s -> s.delivery().channel())
                        .collect(Collectors.joining(", then ", "; falls back to ", ""));
    }

    /** The time a delivery had to reach its recipient is up. */
    Pending timeIsUp(QueuePart.Claim claim, ReadPart.Loaded loaded, NotificationType type) {
        long now = surroundings.time().millis();
        Fallbacks.From from = new Fallbacks.From(loaded, type);
        boolean missing = fallbacks.missing(from);
        OptionalLong moreTime = missing ? fallbacks.moreTime(from, now) : OptionalLong.empty();
        Move move = moreTime.isPresent() ? Move.hold(moreTime.getAsLong()) : Move.REMOVE;
        List<StandIn> standIns = missing && moreTime.isEmpty() ? fallbacks.standIns(from, false, now) : List.of();
        Next next = new Next(List.of(), List.of(), standIns, List.of());
        return new Pending(settlement(claim, move, null, null, next, List.of(), List.of()), Optional.empty(), false);
    }

    Pending call(QueuePart.Claim claim, CallChange change, Move move) {
        Settlement s = new Settlement(
                claim.ref(), claim.fence(), move, null, null, change, Next.NOTHING, List.of(), List.of());
        return new Pending(s, Optional.empty(), false);
    }

    Pending drop(Settler.Work work) {
        return giveBack(work, 0);
    }

    Pending giveBack(Settler.Work work, long millis) {
        Move move = Move.hold(surroundings.time().millis() + millis);
        return new Pending(
                settlement(work.claim(), move, null, null, Next.NOTHING, List.of(), List.of()),
                Optional.empty(),
                false);
    }

    Pending orphan(QueuePart.Claim claim) {
        return move(claim, Move.REMOVE);
    }

    Pending move(QueuePart.Claim claim, Move move) {
        return new Pending(
                settlement(claim, move, null, null, Next.NOTHING, List.of(), List.of()), Optional.empty(), false);
    }

    private static Settlement settlement(
            QueuePart.Claim claim,
            Move move,
            @Nullable DeliveryChange change,
            Rows.@Nullable Attempt attempt,
            Next next,
            List<Rows.Trail> trail,
            List<Rows.Counter> counters) {
        return new Settlement(claim.ref(), claim.fence(), move, change, attempt, null, next, trail, counters);
    }

    /** The call of the handler this notification names for its dead letters. */
    private Next alarm(Settler.Work work, String why, long now) {
        Rows.Notification n = work.loaded().notification();
        String handler = n.ifFailed();
        if (handler == null) {
            return Next.NOTHING;
        }
        UUID id = surroundings.ids().next(now);
        String sealedWhy = setup.seams().seal().seal(id, "call.why", PlainText.of(why));
        Rows.Call call = new Rows.Call(
                id, n.tenant(), handler, n.id(), work.loaded().delivery().id(), sealedWhy, now, null, null);
        Lane lane = Lane.of(WorkKind.CALL, Priority.ofCode(n.priority()), Tenant.of(n.tenant()));
        return new Next(List.of(Rows.Work.waiting(id, WorkKind.CALL, lane, now)), List.of(call));
    }

    private Rows.Trail trail(Settler.Work work, DeliveryState state, long now) {
        String tenant = work.loaded().notification().tenant();
        return new Rows.Trail(
                surroundings.ids().next(now),
                tenant,
                now,
                Actor.NOTIFY.value(),
                "delivery." + state.name().toLowerCase(java.util.Locale.ROOT),
                work.loaded().delivery().id(),
                null);
    }

    private Rows.Counter counter(Settler.Work work, DeliveryState state, long now) {
        Rows.Notification n = work.loaded().notification();
        return Rows.Counter.one(
                now,
                setup.identity().node(),
                n.tenant(),
                n.type(),
                work.loaded().delivery().channel(),
                state);
    }

    /** Instead of a reason that the store refuses. */
    String unsaid(UUID ref) {
        return setup.seams().seal().seal(ref, WHY, "the store refused to keep the reason");
    }

    private @Nullable String sealed(Settler.Work work, String field, @Nullable String text) {
        return text == null ? null : setup.seams().seal().seal(work.claim().ref(), field, PlainText.of(text));
    }

    /** With what else is worth keeping: why it went out when it did, and the hold that came before. */
    private String told(Settler.Work work, String why) {
        String held = Planner.holdIn(history(work).last());
        String origin = fallbacks.originOf(new Fallbacks.From(work.loaded(), work.type()));
        return PlainText.of(Stream.of(why, work.by(), work.decided(), origin, held)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; ")));
    }

    private History history(Settler.Work work) {
        String before = work.loaded().delivery().why();
        return before == null
                ? History.NONE
                : History.read(setup.seams().seal().open(work.claim().ref(), WHY, before));
    }

    private String sealed(Settler.Work work, History history) {
        return setup.seams().seal().seal(work.claim().ref(), WHY, history.write());
    }

    private static NotificationEvent.About about(Settler.Work work) {
        Rows.Notification n = work.loaded().notification();
        return new NotificationEvent.About(
                new NotificationId(n.id()), Tenant.of(n.tenant()), n.type(), n.correlation());
    }

    private NotificationEvent.Of of(Settler.Work work) {
        ReadPart.Loaded loaded = work.loaded();
        Rows.Delivery d = loaded.delivery();
        String recipient = setup.seams().seal().open(d.id(), "delivery.recipient", d.recipient());
        return new NotificationEvent.Of(
                new DeliveryId(d.id()),
                Content.shown(recipient),
                ChannelName.of(d.channel()),
                work.claim().attempt());
    }
}
