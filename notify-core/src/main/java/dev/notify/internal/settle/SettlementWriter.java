package dev.notify.internal.settle;

import dev.notify.delivery.Decision;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Verdict;
import dev.notify.directory.Device;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.cards.Cards;
import dev.notify.internal.settle.Ruling.Ended;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.report.Report;
import dev.notify.request.NotificationType;
import dev.notify.store.CardPart;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.CallChange;
import dev.notify.store.SettlePart.DeliveryChange;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.store.SettlePart.StandIn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns rulings into the rows they write. */
final class SettlementWriter {

    /** What a report may say, with room for characters of two. */
    private static final int REASON = 100;

    private final Setup setup;
    private final Surroundings surroundings;
    private final Cards cards;
    private final Judge judge;
    private final Fallbacks fallbacks;
    private final Telling telling;

    SettlementWriter(Setup setup, Surroundings surroundings, Fallbacks fallbacks, Telling telling) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.cards = new Cards(setup.seams().seal());
        this.judge = new Judge(surroundings.chance());
        this.fallbacks = fallbacks;
        this.telling = telling;
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
                telling.sealed(
                        work, "attempt.reason", success && !work.by().isEmpty() ? work.by() : Judge.reasonOf(outcome)));
        String providerId = outcome instanceof Outcome.Sent sent
                ? sent.id().map(PlainText::of).orElse(null)
                : null;
        return ruling instanceof Ended ended
                ? tracked(work, outcome, ended(work, ended, attempt, providerId, endedAt, success), endedAt)
                : again(work, (Ruling.Again) ruling, attempt, endedAt);
    }

    /** With a report of it to be taken in; the devices of somebody are not one address, and who registers them forgets those that are gone. */
    Pending addressIsDead(Settler.Work work, Outcome.Rejected outcome, Address address, long startedAt, long endedAt) {
        Pending settled = outcome(work, outcome, startedAt, endedAt);
        if (Device.ownerOf(address).isPresent()) {
            return settled;
        }
        String reason = PlainText.of(outcome.reason(), REASON).strip();
        Report report = Report.addressIsDead(
                new DeliveryId(work.claim().ref()), reason.isEmpty() ? "the address is dead" : reason, address);
        Tenant tenant = Tenant.of(work.loaded().delivery().tenant());
        Rows.Card kept = cards.kept(tenant, report, surroundings.ids().next(endedAt), endedAt);
        return settled.with(kept, Cards.takeIn(kept, endedAt));
    }

    /** With a card by which its provider's reports find it, where they name it as the provider does. */
    private Pending tracked(Settler.Work work, Outcome outcome, Pending settled, long now) {
        if (!(outcome instanceof Outcome.Sent sent)
                || !sent.tracked()
                || sent.id().isEmpty()) {
            return settled;
        }
        Rows.Delivery delivery = work.loaded().delivery();
        Tenant tenant = Tenant.of(delivery.tenant());
        CardPart.Place place = cards.trackedAt(
                tenant,
                ChannelName.of(delivery.channel()),
                PlainText.of(sent.id().get()));
        return settled.with(
                cards.tracked(place, delivery.id(), surroundings.ids().next(now), now));
    }

    /** A success that came after the try had been given up: its attempt is recorded already. */
    Pending lateSuccess(Settler.Work work, Outcome.Sent sent, long endedAt) {
        Pending settled = ended(
                work,
                new Ended(DeliveryState.SENT, "sent, though later than the time allowed"),
                null,
                sent.id().map(PlainText::of).orElse(null),
                endedAt,
                true);
        return tracked(work, sent, settled, endedAt);
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
        DeliveryChange change = new DeliveryChange(
                DeliveryState.PENDING, dueAt, null, claim.attempt() - 1, null, telling.waits(work, holds, until));
        NotificationEvent event = new NotificationEvent.Held(
                surroundings.time().now(), Telling.about(work), telling.of(work), Instant.ofEpochMilli(until), why);
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
                telling.triesAgain(work, why, again.next()));
        NotificationEvent event = new NotificationEvent.Retrying(
                Instant.ofEpochMilli(now),
                Telling.about(work),
                telling.of(work),
                Instant.ofEpochMilli(again.next()),
                again.why());
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
        DeliveryChange change =
                new DeliveryChange(ended.state(), delivery.dueAt(), now, tries, providerId, telling.ends(work, why));
        boolean lastWay = standIns.stream().allMatch(s -> s.work().isEmpty());
        boolean dead = ended.state() == DeliveryState.FAILED || (ended.ofChannel() && fallbacks.causeFailed(from));
        Next alarm = lastWay && dead ? telling.alarm(work, ended.why(), now) : Next.NOTHING;
        Next next = new Next(
                alarm.work(),
                alarm.calls(),
                standIns,
                ended.state() == DeliveryState.SENT ? fallbacks.withdrawn(from, now) : List.of());
        NotificationEvent event = new NotificationEvent.Finished(
                Instant.ofEpochMilli(now), Telling.about(work), telling.of(work), ended.state(), ended.why());
        return new Pending(
                settlement(
                        claim,
                        Move.REMOVE,
                        change,
                        attempt,
                        next,
                        List.of(telling.trail(work, ended.state(), now)),
                        List.of(telling.counter(work, ended.state(), now))),
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
        boolean isUp = missing && moreTime.isEmpty() && !fallbacks.signed(from);
        List<StandIn> standIns = isUp ? fallbacks.standIns(from, false, now) : List.of();
        return following(claim, move, new Next(List.of(), List.of(), standIns, List.of()));
    }

    /** A delivery that had gone out has not arrived. */
    Pending didNotArrive(QueuePart.Claim claim, ReadPart.Loaded loaded, NotificationType type) {
        Fallbacks.From from = new Fallbacks.From(loaded, type);
        boolean failed = loaded.delivery().state() == DeliveryState.FAILED && !fallbacks.signed(from);
        if (!failed) {
            return following(claim, Move.REMOVE, Next.NOTHING);
        }
        long now = surroundings.time().millis();
        List<StandIn> standIns = fallbacks.standIns(from, true, now);
        boolean lastWay = standIns.stream().allMatch(s -> s.work().isEmpty());
        Next alarm = lastWay
                ? telling.alarm(new Settler.Work(claim, loaded, type), fallbacks.reasonOf(from), now)
                : Next.NOTHING;
        return following(claim, Move.REMOVE, new Next(alarm.work(), alarm.calls(), standIns, List.of()));
    }

    private static Pending following(QueuePart.Claim claim, Move move, Next next) {
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
}
