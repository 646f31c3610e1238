package dev.notify.internal.dispatch;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.people.People;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.request.NotificationType;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Store;
import dev.notify.store.WorkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns claims into jobs: one query for all deliveries of a batch, and one for all they are for. What this node cannot do is given back unattempted. */
final class Loader {

    private static final long GIVEN_BACK_FOR = 15_000;

    private final Setup setup;
    private final Store store;
    private final Announcer announcer;
    private final People people;
    private final Settler settler;
    private final Function<Integer, Optional<Line>> lineOf;

    Loader(
            Setup setup,
            Store store,
            Announcer announcer,
            People people,
            Settler settler,
            Function<Integer, Optional<Line>> lineOf) {
        this.setup = setup;
        this.store = store;
        this.announcer = announcer;
        this.people = people;
        this.settler = settler;
        this.lineOf = lineOf;
    }

    /** The jobs of these claims, in order. */
    List<Job> load(List<QueuePart.Claim> claims, long now, long leaseUntil) {
        Map<UUID, ReadPart.Loaded> loaded = deliveriesOf(claims);
        if (!loaded.isEmpty()) {
            people.foresee(loaded.values());
        }
        List<Job> jobs = new ArrayList<>(claims.size());
        List<QueuePart.Release> back = new ArrayList<>();
        for (QueuePart.Claim claim : claims) {
            Optional<Line> line = lineOf.apply(claim.lane());
            if (line.isEmpty()) {
                back.add(new QueuePart.Release(claim.ref(), claim.fence(), now, claim.tookOver()));
            } else if (claim.kind() != WorkKind.DELIVER) {
                jobs.add(new Job(claim, Optional.empty(), line.get(), leaseUntil));
            } else if (!loaded.containsKey(claim.ref())) {
                settler.orphan(claim);
            } else {
                ReadPart.Loaded row = loaded.get(claim.ref());
                NotificationType type = setup.types().get(row.notification().type());
                if (type == null) {
                    back.add(
                            giveBack(claim, now, "type " + row.notification().type() + " is not defined on this node"));
                } else {
                    jobs.add(new Job(claim, Optional.of(new Settler.Work(claim, row, type)), line.get(), leaseUntil));
                }
            }
        }
        if (!back.isEmpty()) {
            store.queue().release(back);
        }
        return jobs;
    }

    private Map<UUID, ReadPart.Loaded> deliveriesOf(List<QueuePart.Claim> claims) {
        List<UUID> ids = claims.stream()
                .filter(c -> c.kind() == WorkKind.DELIVER)
                .map(QueuePart.Claim::ref)
                .toList();
        return ids.isEmpty()
                ? Map.of()
                : store.reads().load(ids).stream()
                        .collect(Collectors.toMap(l -> l.delivery().id(), Function.identity()));
    }

    private QueuePart.Release giveBack(QueuePart.Claim claim, long now, String why) {
        announcer.raiseFor(2 * GIVEN_BACK_FOR, Health.Status.DEGRADED, "work", why + ": it is left to other nodes");
        return new QueuePart.Release(claim.ref(), claim.fence(), now + GIVEN_BACK_FOR, claim.tookOver());
    }
}
