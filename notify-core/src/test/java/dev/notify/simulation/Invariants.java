package dev.notify.simulation;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.FanOut;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.simulation.History.Call;
import dev.notify.store.ChangePart;
import dev.notify.store.Rows;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What must hold after any life of a world, however much went wrong in it. Each promise has its number, and what it says. */
final class Invariants {

    /** The promises, in order. */
    enum Promise {
        /** What was acknowledged is stored, and ended with a reason unless a provider has it. */
        I1_NOTHING_IS_LOST,
        /** When everything is done, nothing waits. */
        I2_NOTHING_WAITS_FOR_EVER,
        /** What is delivered twice was in flight when something broke. */
        I3_DUPLICATES_HAVE_A_REASON,
        /** Nothing is delivered that was not stored, was rolled back, or is stored under its key already. */
        I4_NOTHING_IS_MADE_UP,
        /** Who has lost a lease changes nothing; a delivery ends once. */
        I5_STALE_HOLDERS_CHANGE_NOTHING,
        /** No more tries than allowed, none too soon, and none charged that was not made. */
        I6_TRIES_ARE_COUNTED_AND_SPACED,
        /** Not before its time, not at night, not when it is of no use. */
        I7_TIMES_ARE_KEPT,
        /** What is cancelled before it began is not sent. */
        I8_CANCELLED_IS_NOT_SENT,
        /** Critical work overtakes any load. */
        I9_CRITICAL_DOES_NOT_WAIT,
        /** Once nothing is broken any more, all that waits is done soon, and nodes are as good as new. */
        I10_RECOVERS,
        /** Of a notification to groups every member has one delivery by each channel; none is made after it was cancelled. */
        I11_EVERY_MEMBER_ONCE,
        /** What does not reach is stood in for, once; what stands in is withdrawn only where the first has arrived. */
        I12_ONE_STANDS_IN
    }

    private static final long READING_MAY_TAKE = 15_000;
    private static final long LOOKS_BACK = 60_000;
    private static final long CRITICAL_MAY_WAIT = 6_500;

    /** Calls by which a row may be left leased to a node that does not know it, or does not keep it. */
    private static final List<String> MAY_LOSE =
            List.of(" of claim", " of claimThese", " of accept", " of renew", " of release", " of load", " of stored");

    private final History history;
    private final List<String> broken = new ArrayList<>();
    private final Map<UUID, List<Call>> callsOf = new HashMap<>();
    private final Map<UUID, Integer> takeOvers = new HashMap<>();
    private final Map<UUID, Integer> moves = new HashMap<>();

    private Invariants(History history) {
        this.history = history;
        history.calls.forEach(
                c -> callsOf.computeIfAbsent(c.delivery, d -> new ArrayList<>()).add(c));
        history.claims.stream()
                .filter(c -> c.claim().tookOver())
                .forEach(c -> takeOvers.merge(c.claim().ref(), 1, Integer::sum));
        history.moved.forEach(m -> moves.merge(m.delivery(), 1, Integer::sum));
    }

    /** Every promise that was not kept. */
    static List<String> broken(SimWorld world) {
        return broken(world.history());
    }

    static List<String> broken(History history) {
        Invariants all = new Invariants(history);
        all.nothingIsLost();
        all.nothingWaitsForEver();
        all.duplicatesHaveAReason();
        all.takeOversHaveAReason();
        all.nothingIsMadeUp();
        all.staleHoldersChangeNothing();
        all.triesAreCounted();
        all.triesAreSpaced();
        all.timesAreKept();
        all.cancelledIsNotSent();
        all.criticalDoesNotWait();
        all.recovers();
        all.fansOutToEveryMemberOnce();
        all.standsInOnce();
        return all.broken;
    }

    private void broken(Promise promise, String how) {
        broken.add(promise + ": " + how);
    }

    private boolean taken(UUID delivery) {
        return callsOf.getOrDefault(delivery, List.of()).stream().anyMatch(c -> c.taken > 0);
    }

    private void nothingIsLost() {
        Map<UUID, Integer> stored = new HashMap<>();
        for (History.Stored s : history.stored) {
            s.rows().deliveries().stream()
                    .filter(d -> history.deliveries.containsKey(d.id()))
                    .forEach(d -> stored.merge(d.notificationId(), 1, Integer::sum));
        }
        for (History.Acked a : history.acked) {
            int found = stored.getOrDefault(a.notification(), 0);
            if (found != a.deliveries() && !(a.toGroups() && a.replayed())) {
                broken(
                        Promise.I1_NOTHING_IS_LOST,
                        "acknowledged at " + a.at() + " with " + a.deliveries() + " deliveries, stored " + found + ": "
                                + a.notification());
            }
        }
        for (Rows.Delivery d : history.deliveries.values()) {
            if (d.state() == DeliveryState.SENT && !taken(d.id())) {
                broken(Promise.I1_NOTHING_IS_LOST, "SENT, and no provider has it: " + d.id());
            } else if (d.state() != DeliveryState.SENT
                    && d.state() != DeliveryState.PENDING
                    && d.why() == null
                    && !textsRefused()) {
                broken(Promise.I1_NOTHING_IS_LOST, d.state() + " without a reason: " + d.id());
            }
        }
    }

    /** What a store refuses is recorded without its texts. */
    private boolean textsRefused() {
        return history.broken.stream().anyMatch(b -> b.what().equals("store REFUSED of settle"));
    }

    private void nothingWaitsForEver() {
        history.deliveries.values().stream()
                .filter(d -> d.state() == DeliveryState.PENDING)
                .forEach(d -> broken(Promise.I2_NOTHING_WAITS_FOR_EVER, "still PENDING: " + d));
        if (history.stillWaiting > 0) {
            broken(Promise.I2_NOTHING_WAITS_FOR_EVER, history.stillWaiting + " lanes of the queue are not empty");
        }
    }

    /** The answer of this call may not have counted: it was none, or came when it was given up, or the clock jumped. */
    private boolean ambiguous(Call c) {
        return !c.sent
                || c.endedAt - c.at >= Provider.LIMIT.toMillis() - 250
                || history.clocksMoved(c.at, c.endedAt + 1_000);
    }

    private void duplicatesHaveAReason() {
        callsOf.forEach((id, calls) -> {
            long times = calls.stream().filter(c -> c.taken > 0).count();
            long unsure =
                    calls.stream().filter(c -> c.taken > 0 && ambiguous(c)).count();
            int others = takeOvers.getOrDefault(id, 0) + moves.getOrDefault(id, 0);
            if (times > 1 + unsure + others) {
                broken(
                        Promise.I3_DUPLICATES_HAVE_A_REASON,
                        "taken " + times + " times with " + unsure + " lost answers and " + others + " take-overs: "
                                + id);
            }
        });
    }

    private void takeOversHaveAReason() {
        Map<UUID, History.Claimed> holders = new HashMap<>(history.born);
        for (History.Claimed c : history.claims) {
            History.Claimed before = holders.put(c.claim().ref(), c);
            if (c.claim().tookOver() && before != null && !mayHaveLost(before, c.at())) {
                broken(
                        Promise.I3_DUPLICATES_HAVE_A_REASON,
                        "taken over by " + c.life() + " from " + before.life() + ", which was well: "
                                + c.claim().ref());
            }
        }
    }

    /** Whether anything happened to this holder by which it may have lost what it held, or never knew that it held it. */
    private boolean mayHaveLost(History.Claimed holder, long until) {
        String node = holder.life().substring(0, holder.life().indexOf('.'));
        return history.broken.stream()
                .filter(b -> b.at() >= holder.at() - LOOKS_BACK / 4 && b.at() <= until)
                .anyMatch(b -> b.clock() || (b.node().equals("*") || b.node().equals(node)) && losesLeases(b.what()));
    }

    private static boolean losesLeases(String what) {
        return what.startsWith("node ")
                || what.equals("channel KILLS")
                || what.equals("store REFUSED of settle")
                || MAY_LOSE.stream().anyMatch(what::endsWith);
    }

    private void nothingIsMadeUp() {
        Set<UUID> stored = new HashSet<>();
        Map<String, Set<UUID>> byKey = new HashMap<>();
        for (History.Stored s : history.stored) {
            s.rows().deliveries().forEach(d -> stored.add(d.id()));
            String key = s.rows().notification().keyText();
            if (key != null) {
                byKey.computeIfAbsent(key, k -> new HashSet<>())
                        .add(s.rows().notification().id());
            }
        }
        byKey.forEach((key, ids) -> {
            if (ids.size() > 1) {
                broken(Promise.I4_NOTHING_IS_MADE_UP, "stored " + ids.size() + " times under one key: " + key);
            }
        });
        history.made.forEach(m -> stored.add(m.delivery().id()));
        history.deliveries.keySet().stream()
                .filter(id -> !stored.contains(id))
                .forEach(id -> broken(Promise.I4_NOTHING_IS_MADE_UP, "in the store, and nobody put it there: " + id));
        callsOf.keySet().stream()
                .filter(id -> !stored.contains(id))
                .forEach(id -> broken(Promise.I4_NOTHING_IS_MADE_UP, "sent, and never stored: " + id));
        history.stored.stream()
                .map(s -> s.rows().notification().id())
                .filter(history.rolledBack::contains)
                .forEach(id -> broken(Promise.I4_NOTHING_IS_MADE_UP, "stored, and was rolled back: " + id));
    }

    private void staleHoldersChangeNothing() {
        for (History.Settled s : history.settled) {
            boolean stale = s.holder() != s.settlement().fence()
                    || s.holderLife() != null && !s.life().equals(s.holderLife());
            if (stale) {
                broken(
                        Promise.I5_STALE_HOLDERS_CHANGE_NOTHING,
                        s.life() + " settled what " + s.holderLife() + " holds: "
                                + s.settlement().ref());
            }
        }
        for (History.Stepped s : history.stepped) {
            if (s.holder() != s.fence() || s.holderLife() != null && !s.life().equals(s.holderLife())) {
                broken(
                        Promise.I5_STALE_HOLDERS_CHANGE_NOTHING,
                        s.life() + " did a step of what " + s.holderLife() + " holds: " + s.ref());
            }
        }
        long ended = history.deliveries.values().stream()
                .filter(d -> d.state() != DeliveryState.PENDING)
                .count();
        if (history.countedEnds != ended) {
            broken(
                    Promise.I5_STALE_HOLDERS_CHANGE_NOTHING,
                    "counted " + history.countedEnds + " ends of " + ended + " deliveries");
        }
    }

    private void triesAreCounted() {
        callsOf.forEach((id, calls) -> {
            int others = takeOvers.getOrDefault(id, 0) + moves.getOrDefault(id, 0);
            for (int i = 0; i < calls.size(); i++) {
                Call c = calls.get(i);
                int made = tries(calls.subList(0, i)) + 1;
                if (c.attempt > made + others) {
                    broken(
                            Promise.I6_TRIES_ARE_COUNTED_AND_SPACED,
                            "try " + made + " counts as attempt " + c.attempt + " after " + others + " take-overs: "
                                    + id);
                }
            }
        });
        for (History.Stored s : history.stored) {
            if (s.rows().notification().type().equals(SimWorld.MISS.name())) {
                s.rows().deliveries().forEach(d -> {
                    int tries = tries(callsOf.getOrDefault(d.id(), List.of()));
                    int most = SimWorld.MISS.retry().mostAttempts() + takeOvers.getOrDefault(d.id(), 0);
                    if (tries > most) {
                        broken(Promise.I6_TRIES_ARE_COUNTED_AND_SPACED, "tried " + tries + " times: " + d.id());
                    }
                });
            }
        }
    }

    /** How many tries these calls are: what was passed on to another provider is one with what followed, what was unavailable is none. */
    private static int tries(List<Call> calls) {
        int tries = 0;
        Call last = null;
        for (Call c : calls) {
            if (c.counts && (last == null || !c.goesOn(last))) {
                tries++;
            }
            last = c.counts ? c : last;
        }
        return tries;
    }

    private void triesAreSpaced() {
        for (History.Settled s : history.settled) {
            Rows.Attempt attempt = s.settlement().attempt();
            if (attempt == null || s.settlement().move().remove()) {
                continue;
            }
            long wait = s.settlement().move().availableAt() - attempt.endedAt();
            if (wait < SimWorld.RETRY.waitAfter(attempt.number(), 0).toMillis()) {
                broken(
                        Promise.I6_TRIES_ARE_COUNTED_AND_SPACED,
                        "to be tried again after " + wait + " ms: " + attempt.deliveryId());
            }
            boolean moved = history.moved.stream()
                    .anyMatch(m -> m.delivery().equals(s.settlement().ref()));
            for (Call c : callsOf.getOrDefault(s.settlement().ref(), List.of())) {
                boolean early = c.at > s.at()
                        && c.clock < s.settlement().move().availableAt()
                        && !moved
                        && !history.clocksMoved(s.at() - READING_MAY_TAKE, c.at)
                        && !(hasNotReadAMovedClock(c, attempt) && history.clocksMoved(0, c.at));
                if (early) {
                    broken(Promise.I6_TRIES_ARE_COUNTED_AND_SPACED, "tried again too soon: " + c.delivery);
                }
            }
        }
    }

    /** A node that could not reach the store for longer than a reading takes goes by the time before it was set. */
    private static boolean hasNotReadAMovedClock(Call later, Rows.Attempt earlier) {
        return earlier.endedAt() - later.clock > 1_000;
    }

    private void timesAreKept() {
        Map<UUID, Rows.Notification> notifications = new HashMap<>();
        history.stored.forEach(
                s -> notifications.put(s.rows().notification().id(), s.rows().notification()));
        for (History.Stored s : history.stored) {
            for (Rows.Delivery d : s.rows().deliveries()) {
                for (Call c : callsOf.getOrDefault(d.id(), List.of())) {
                    // what was due once is not looked at again because a clock went back
                    if (!history.clocksMoved(s.at() - READING_MAY_TAKE, c.at)) {
                        keepsItsTimes(c, d, s.rows().notification());
                    }
                }
            }
        }
    }

    private void fansOutToEveryMemberOnce() {
        Set<List<Object>> seen = new HashSet<>();
        Map<UUID, Set<List<String>>> reached = new HashMap<>();
        for (Rows.Delivery d : history.deliveries.values()) {
            if (!seen.add(List.of(d.notificationId(), d.recipient(), d.channel()))) {
                broken(Promise.I11_EVERY_MEMBER_ONCE, "a second delivery by the same channel: " + d);
            }
            reached.computeIfAbsent(d.notificationId(), n -> new HashSet<>()).add(List.of(d.recipient(), d.channel()));
        }
        history.members.forEach((notification, members) -> {
            FanOut.State state = history.fanOuts.get(notification);
            if (state == null || !state.isOver()) {
                broken(Promise.I11_EVERY_MEMBER_ONCE, "still " + state + ": " + notification);
            } else if (state == FanOut.State.DONE) {
                for (String member : members) {
                    for (ChannelName channel : SimWorld.WARD.channels()) {
                        if (!reached.getOrDefault(notification, Set.of()).contains(List.of(member, channel.value()))) {
                            broken(
                                    Promise.I11_EVERY_MEMBER_ONCE,
                                    member + " was left out by " + channel + ": " + notification);
                        }
                    }
                }
            } else if (!history.cancelAsked.contains(notification)) {
                broken(Promise.I11_EVERY_MEMBER_ONCE, "cancelled by nobody: " + notification);
            }
        });
        history.made.stream()
                .filter(m -> m.standsInFor() == null)
                .filter(m -> m.at()
                        > history.fanOutsCancelledAt.getOrDefault(m.delivery().notificationId(), Long.MAX_VALUE))
                .forEach(m -> broken(
                        Promise.I11_EVERY_MEMBER_ONCE,
                        "made after it was cancelled: " + m.delivery().id()));
    }

    private void standsInOnce() {
        Map<List<Object>, List<Rows.Delivery>> standIns = new HashMap<>();
        Map<UUID, Rows.Notification> urgent = new HashMap<>();
        history.stored.stream()
                .map(s -> s.rows().notification())
                .filter(n -> n.type().equals(SimWorld.URGE.name()))
                .forEach(n -> urgent.put(n.id(), n));
        history.deliveries.values().stream()
                .filter(d ->
                        urgent.containsKey(d.notificationId()) && d.channel().equals(SimWorld.SMS.value()))
                .forEach(d -> standIns.computeIfAbsent(
                                List.of(d.notificationId(), d.recipient()), k -> new ArrayList<>())
                        .add(d));
        for (Rows.Delivery first : history.deliveries.values()) {
            Rows.Notification n = urgent.get(first.notificationId());
            if (n != null && first.channel().equals(SimWorld.EMAIL.value())) {
                standsInOnce(n, first, standIns.getOrDefault(List.of(n.id(), first.recipient()), List.of()));
            }
        }
    }

    private void standsInOnce(Rows.Notification n, Rows.Delivery first, List<Rows.Delivery> standIns) {
        boolean failed = first.state() == DeliveryState.FAILED || first.state() == DeliveryState.MAYBE_SENT;
        boolean arrived = first.state() == DeliveryState.SENT && taken(first.id());
        boolean critical = n.priority() == Priority.CRITICAL.code();
        if (standIns.size() > 1) {
            broken(Promise.I12_ONE_STANDS_IN, standIns.size() + " stand in for " + first.id());
        }
        if (failed && standIns.isEmpty()) {
            broken(Promise.I12_ONE_STANDS_IN, "nobody stands in for what is " + first.state() + ": " + first.id());
        }
        if (arrived && !critical && !standIns.isEmpty()) {
            broken(Promise.I12_ONE_STANDS_IN, "stands in for what arrived: " + first.id());
        }
        boolean withdrawn = standIns.stream().anyMatch(s -> s.state() == DeliveryState.CANCELLED)
                && !history.cancelAsked.contains(n.id());
        if (withdrawn && !arrived) {
            broken(Promise.I12_ONE_STANDS_IN, "withdrawn, and the first never arrived: " + first.id());
        }
    }

    private void keepsItsTimes(Call c, Rows.Delivery d, Rows.Notification n) {
        long due = n.dueAt();
        long itsDue = due; // the notification's: its expiry moves with it, whichever delivery was moved
        Long expiry = n.expiresAt();
        boolean forced = false;
        ChangePart.Move last = null;
        for (History.Moved m : history.moved) {
            if (m.at() > c.at || !m.move().notifications().contains(n.id())) {
                continue;
            }
            if (m.delivery().equals(d.id())) {
                due = m.move().dueAt();
                forced |= m.move().forced();
            }
            if (!m.move().equals(last)) {
                last = m.move();
                expiry = expiry != null && last.expiryMoves() ? Long.valueOf(expiry + last.dueAt() - itsDue) : expiry;
                itsDue = last.dueAt();
            }
        }
        if (c.clock < due && !forced) {
            broken(Promise.I7_TIMES_ARE_KEPT, "sent " + (due - c.clock) + " ms early: " + d.id());
        }
        if (expiry != null && c.clock >= expiry + READING_MAY_TAKE) {
            broken(Promise.I7_TIMES_ARE_KEPT, "sent " + (c.clock - expiry) + " ms after its expiry: " + d.id());
        }
        if (c.daytime && !forced && n.priority() != Priority.CRITICAL.code()) {
            boolean far = SimNode.livesFar(d.recipient());
            LocalTime there = Instant.ofEpochMilli(c.clock)
                    .atZone(far ? SimNode.FAR : SimNode.HERE)
                    .toLocalTime();
            if (there.getHour() < 8 || there.getHour() >= 22) {
                broken(Promise.I7_TIMES_ARE_KEPT, "sent at " + there + " where the recipient lives: " + d.id());
            }
        }
    }

    private void cancelledIsNotSent() {
        history.cancelledAt.forEach((id, at) -> callsOf.getOrDefault(id, List.of()).stream()
                .filter(c -> c.at > at && !history.clocksMoved(at - LOOKS_BACK, c.at))
                .forEach(c -> broken(
                        Promise.I8_CANCELLED_IS_NOT_SENT,
                        "sent " + (c.at - at) + " ms after it was cancelled: " + id)));
    }

    /** Whatever else there is to do, critical work waits only for critical work, and for a call to end. */
    private void criticalDoesNotWait() {
        List<long[]> waits = new ArrayList<>();
        for (History.Stored s : history.stored) {
            Rows.Notification n = s.rows().notification();
            if (n.priority() == Priority.CRITICAL.code() && n.dueAt() <= n.createdAt()) {
                s.rows().deliveries().forEach(d -> waits.add(new long[] {s.at(), firstCall(d.id(), s.at())}));
            }
        }
        for (long[] wait : waits) {
            long others = waits.stream()
                    .filter(o -> o != wait && o[0] <= wait[1] && o[1] >= wait[0] - CRITICAL_MAY_WAIT)
                    .count();
            if (wait[1] - wait[0] > CRITICAL_MAY_WAIT * (1 + others)
                    && !history.troubled(wait[0] - LOOKS_BACK, wait[1])) {
                broken(
                        Promise.I9_CRITICAL_DOES_NOT_WAIT,
                        "stored at " + wait[0] + ", waited " + (wait[1] - wait[0]) + " ms beside " + others
                                + " others");
            }
        }
    }

    private long firstCall(UUID delivery, long otherwise) {
        return callsOf.getOrDefault(delivery, List.of()).stream()
                .mapToLong(c -> c.at)
                .min()
                .orElse(otherwise);
    }

    private void recovers() {
        long took = history.drainedAt - history.calmAt;
        if (took >= history.mayDrainFor) {
            broken(Promise.I10_RECOVERS, "not done " + took + " ms after nothing was broken any more");
        }
        history.probes.forEach(p -> broken(Promise.I10_RECOVERS, p));
        history.surprises.forEach(s -> broken(Promise.I10_RECOVERS, s));
    }
}
