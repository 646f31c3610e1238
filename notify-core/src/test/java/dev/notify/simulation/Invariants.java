package dev.notify.simulation;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What must hold after any life of a world, however much went wrong in it. */
final class Invariants {

    private static final long MOST_SKEW = 1_000;

    private final SimWorld world;
    private final List<String> broken = new ArrayList<>();
    private final Map<UUID, List<SimChannel.Accepted>> accepted = new HashMap<>();
    private final Map<UUID, Rows.Delivery> stored = new HashMap<>();

    private Invariants(SimWorld world) {
        this.world = world;
        world.channels()
                .forEach(c -> c.accepted()
                        .forEach(a -> accepted.computeIfAbsent(a.delivery(), d -> new ArrayList<>())
                                .add(a)));
    }

    /** Every invariant that does not hold. */
    static List<String> broken(SimWorld world) {
        Invariants all = new Invariants(world);
        all.readStore();
        all.nothingAcknowledgedIsLost();
        all.nothingWaitsForever();
        all.nothingIsSentThatWasNotStored();
        all.duplicatesHaveAReason();
        all.endsExactlyOnce();
        all.keepsItsTimes();
        all.cancelledIsNotSent();
        return all.broken;
    }

    private void readStore() {
        for (SimWorld.Acked acked : world.acked()) {
            world.store()
                    .reads()
                    .deliveriesOf("default", List.of(acked.receipt().id().value()))
                    .forEach(d -> stored.put(d.id(), d));
        }
    }

    private void nothingAcknowledgedIsLost() {
        for (SimWorld.Acked acked : world.acked()) {
            acked.receipt().planned().forEach(p -> {
                Rows.Delivery d = stored.get(p.id().value());
                if (d == null) {
                    broken.add("lost: " + p.id());
                } else if (d.state() == DeliveryState.SENT && !accepted.containsKey(d.id())) {
                    broken.add("SENT, and no provider has it: " + p.id());
                } else if (d.state() == DeliveryState.FAILED && d.why() == null) {
                    broken.add("FAILED without a reason: " + p.id());
                }
            });
        }
    }

    private void nothingWaitsForever() {
        stored.values().stream()
                .filter(d -> d.state() == DeliveryState.PENDING)
                .forEach(d -> broken.add("still PENDING: " + d));
        if (world.waiting() > 0) {
            broken.add("the queue is not empty");
        }
    }

    private void nothingIsSentThatWasNotStored() {
        Set<UUID> unknown = new HashSet<>(accepted.keySet());
        unknown.removeAll(stored.keySet());
        for (UUID id : unknown) {
            if (world.store().reads().load(List.of(id)).isEmpty()) {
                broken.add("sent, and never stored: " + id);
            }
        }
    }

    private void duplicatesHaveAReason() {
        accepted.forEach((id, times) -> {
            int ambiguous =
                    world.channels().stream().mapToInt(c -> c.ambiguous(id)).sum();
            if (times.size() > 1 + ambiguous + world.takeOvers(id)) {
                broken.add("accepted " + times.size() + " times with " + ambiguous + " lost answers and "
                        + world.takeOvers(id) + " take-overs: " + id);
            }
        });
    }

    private void endsExactlyOnce() {
        long counted = world.store().reads().counters("default", 0).stream()
                .mapToLong(Rows.Counter::count)
                .sum();
        long ended = world.store().reads().count(everythingEnded());
        if (counted != ended) {
            broken.add("counted " + counted + " ends of " + ended + " deliveries");
        }
    }

    private static dev.notify.store.ReadPart.Find everythingEnded() {
        Set<DeliveryState> ended = new HashSet<>(Set.of(DeliveryState.values()));
        ended.remove(DeliveryState.PENDING);
        return new dev.notify.store.ReadPart.Find(
                "default", null, null, null, null, null, ended, null, null, null, 0, 1_000);
    }

    private void keepsItsTimes() {
        for (SimWorld.Acked acked : world.acked()) {
            acked.receipt()
                    .planned()
                    .forEach(p -> accepted.getOrDefault(p.id().value(), List.of())
                            .forEach(a -> {
                                if (a.at() < acked.dueAt() - MOST_SKEW) {
                                    broken.add("sent " + (acked.dueAt() - a.at()) + " ms early: " + p.id());
                                }
                                if (a.at() >= acked.expiresAt() + MOST_SKEW) {
                                    broken.add(
                                            "sent " + (a.at() - acked.expiresAt()) + " ms after its expiry: " + p.id());
                                }
                            }));
        }
    }

    private void cancelledIsNotSent() {
        accepted.forEach((id, times) -> world.cancelledAt(id)
                .ifPresent(at -> times.forEach(a -> {
                    if (a.at() > at) {
                        broken.add("sent " + (a.at() - at) + " ms after it was cancelled: " + id);
                    }
                })));
    }
}
