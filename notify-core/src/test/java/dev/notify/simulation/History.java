package dev.notify.simulation;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.FanOut;
import dev.notify.simulation.Faults.Fault;
import dev.notify.store.ChangePart;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened in a world, as somebody saw it who sees all: what the store committed, what providers took, what hosts
 * were told, what was broken. {@code at} is the world's time, {@code clock} what a node believed.
 */
final class History {

    /** A host holds a receipt. */
    record Acked(
            UUID notification, int deliveries, @Nullable String key, boolean replayed, boolean toGroups, long at) {}

    /** Rows that became true with a commit. */
    record Stored(Rows.Acceptance rows, long at) {}

    /** Deliveries that became true after their notification: of a fan-out, or standing in for another. */
    record Made(Rows.Delivery delivery, @Nullable UUID standsInFor, long at) {}

    /** A step that was done for a piece of work, and who held it then. */
    record Stepped(
            UUID ref,
            long fence,
            String life,
            long holder,
            @Nullable String holderLife) {}

    /** The channel was called. {@code sent} says that its answer was "sent", in time. */
    static final class Call {
        final UUID delivery;
        final int attempt;
        final String life;
        final long at;
        final long clock;
        final boolean daytime;
        int taken;
        boolean sent;
        /** Whom: the channel's name, or one of its pool. */
        String provider = "";
        /** Whether it was a try: what is unavailable is none. */
        boolean counts = true;

        long endedAt = Long.MAX_VALUE;

        Call(UUID delivery, int attempt, String life, long at, long clock, boolean daytime) {
            this.delivery = delivery;
            this.attempt = attempt;
            this.life = life;
            this.at = at;
            this.clock = clock;
            this.daytime = daytime;
        }

        /** Whether this call goes on with the try that call was. */
        boolean goesOn(Call before) {
            return attempt == before.attempt && life.equals(before.life) && !provider.equals(before.provider);
        }
    }

    /** A claim that took effect. */
    record Claimed(QueuePart.Claim claim, String life, long at) {}

    /** A settlement that took effect. */
    record Settled(
            SettlePart.Settlement settlement,
            String life,
            long holder,
            @Nullable String holderLife,
            long at) {}

    /** A delivery was moved to another time. */
    record Moved(UUID delivery, ChangePart.Move move, long at) {}

    /** Something was broken, on one node or ({@code *}) for all; {@code clock} if it moved somebody's time. */
    record Broken(String what, String node, long at, boolean clock) {}

    final List<Acked> acked = new ArrayList<>();
    final List<Stored> stored = new ArrayList<>();
    final Set<UUID> rolledBack = new HashSet<>();
    final List<Call> calls = new ArrayList<>();
    final List<Claimed> claims = new ArrayList<>();
    final List<Settled> settled = new ArrayList<>();
    final List<Moved> moved = new ArrayList<>();
    final Map<UUID, Long> cancelledAt = new HashMap<>();

    /** Notifications somebody asked to cancel. */
    final Set<UUID> cancelAsked = new HashSet<>();

    final List<Made> made = new ArrayList<>();
    final List<Stepped> stepped = new ArrayList<>();

    /** Fan-outs that were cancelled before all was made. */
    final Map<UUID, Long> fanOutsCancelledAt = new HashMap<>();

    /** Whom a notification to groups is for, as hosts see it. */
    final Map<UUID, Set<String>> members = new HashMap<>();

    /** How far fan-outs had come when everything was over. */
    final Map<UUID, FanOut.State> fanOuts = new HashMap<>();

    final List<Broken> broken = new ArrayList<>();
    final List<String> surprises = new ArrayList<>();

    /** What was in the store when everything was over. */
    final Map<UUID, Rows.Delivery> deliveries = new LinkedHashMap<>();

    final Map<UUID, List<Rows.Attempt>> attempts = new HashMap<>();
    long countedEnds;
    int stillWaiting;
    long calmAt;
    long drainedAt;
    long mayDrainFor;
    long goneBack;
    final List<String> probes = new ArrayList<>();

    /** What was held from the start, by whom. */
    final Map<UUID, Claimed> born = new HashMap<>();

    private final Map<UUID, Claimed> holder = new HashMap<>();

    void stored(Rows.Acceptance rows, String life, long at) {
        stored.add(new Stored(rows, at));
        for (Rows.Work w : rows.work()) {
            if (w.owner() != null) {
                QueuePart.Claim born = new QueuePart.Claim(
                        w.ref(),
                        w.kind(),
                        w.lane(),
                        w.fence(),
                        w.attempt(),
                        0,
                        false,
                        rows.notification().dueAt());
                this.born.put(w.ref(), new Claimed(born, life, at));
                holder.put(w.ref(), new Claimed(born, life, at));
            }
        }
    }

    void claimed(QueuePart.Claim claim, String life, long at) {
        Claimed now = new Claimed(claim, life, at);
        claims.add(now);
        holder.put(claim.ref(), now);
    }

    void settled(SettlePart.Settlement s, String life, long at) {
        Claimed held = holder.get(s.ref());
        settled.add(new Settled(
                s, life, held == null ? s.fence() : held.claim().fence(), held == null ? null : held.life(), at));
    }

    /** A step was written for a piece of work. */
    void stepped(UUID ref, long fence, String life) {
        Claimed held = holder.get(ref);
        stepped.add(new Stepped(
                ref, fence, life, held == null ? fence : held.claim().fence(), held == null ? null : held.life()));
    }

    /** Whether a store call of this life was to touch the delivery: who holds it by now. */
    @Nullable
    Claimed holderOf(UUID ref) {
        return holder.get(ref);
    }

    /** Whether a clock moved between these moments. */
    boolean clocksMoved(long from, long to) {
        return broken.stream().anyMatch(b -> b.clock() && b.at() >= from && b.at() <= to);
    }

    /** Whether anything was broken between these moments. */
    boolean troubled(long from, long to) {
        return broken.stream().anyMatch(b -> b.at() >= from && b.at() <= to);
    }

    private static final Map<String, String> STORE_FAULTS = new ConcurrentHashMap<>();

    /** What a fault of a call is called. */
    static String storeFault(Fault fault, String call) {
        return STORE_FAULTS.computeIfAbsent(call + fault, k -> "store " + fault + " of " + call);
    }

    Set<DeliveryState> states() {
        Set<DeliveryState> states = new HashSet<>();
        deliveries.values().forEach(d -> states.add(d.state()));
        return states;
    }
}
