package dev.notify.internal.view;

import dev.notify.delivery.DeliveryState;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.base.History;
import dev.notify.model.ChannelName;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.request.Scope;
import dev.notify.store.CardPart;
import dev.notify.store.Lane;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import dev.notify.store.WorkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Changes dead letters that were found, each once.
 *
 * <p>One that is tried again comes back in two transactions. The first makes its mark and its work, which we hold; it fails if the mark
 * is not as it was read, or the work is there. The second, fenced, makes the delivery wait and lets the work go. If the process dies in
 * between, the lease ends, and whoever claims the work delivers. While the mark's fence is above the delivery's, nobody begins again.
 */
final class Revival {

    private static final long LEASE = 15_000;

    private final StoredDeadLetters.Tools tools;
    private final Scope scope;
    private final String why;
    private final boolean discard;
    private final long now;

    Revival(StoredDeadLetters.Tools tools, Scope scope, String why, boolean discard) {
        this.tools = tools;
        this.scope = scope;
        this.why = why;
        this.discard = discard;
        this.now = tools.surroundings().time().millis();
    }

    /** Changes these; where one of them is in the way of the others, each by itself, as it is by then. Returns how many. */
    int change(StoredDeadLetters letters, List<StoredDeadLetters.Dead> dead) {
        if (dead.isEmpty()) {
            return 0;
        }
        if (written(dead)) {
            return dead.size();
        }
        int changed = 0;
        for (StoredDeadLetters.Dead each : dead) {
            List<StoredDeadLetters.Dead> again =
                    letters.dead(List.of(each.found().delivery().id()));
            changed += !again.isEmpty() && written(again) ? 1 : 0;
        }
        return changed;
    }

    private boolean written(List<StoredDeadLetters.Dead> dead) {
        List<CardPart.Put> puts = new ArrayList<>();
        List<Rows.Work> work = new ArrayList<>();
        List<Rows.Trail> trail = new ArrayList<>();
        for (StoredDeadLetters.Dead each : dead) {
            Rows.Delivery d = each.found().delivery();
            long fence = discard ? each.mark().fence() : d.lastFence() + 1;
            puts.add(tools.marks().put(d, each.mark(), id(), discard, fence, now));
            trail.add(trail(d));
            if (!discard) {
                work.add(work(each, fence));
            }
        }
        try {
            if (!tools.store()
                    .cards()
                    .write(CardPart.Step.EMPTY.puts(puts).work(work).trail(trail))) {
                return false;
            }
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (StoreException e) {
            return false; // work of one of them is there already
        }
        if (!discard) {
            letGo(dead);
        }
        return true;
    }

    private UUID id() {
        return tools.surroundings().ids().next(now);
    }

    private Rows.Trail trail(Rows.Delivery d) {
        UUID row = id();
        return new Rows.Trail(
                row,
                d.tenant(),
                now,
                scope.actor().value(),
                discard ? "dead-letter.discarded" : "dead-letter.retried",
                d.id(),
                tools.setup().seams().seal().seal(row, "trail.detail", why));
    }

    private Rows.Work work(StoredDeadLetters.Dead each, long fence) {
        Rows.Notification n = each.found().notification();
        Lane lane = Lane.of(
                ChannelName.of(each.found().delivery().channel()),
                Priority.ofCode(n.priority()),
                Tenant.of(n.tenant()));
        return new Rows.Work(
                each.found().delivery().id(),
                WorkKind.DELIVER,
                lane.number(),
                now + LEASE,
                fence,
                tools.dispatcher().owner(),
                0,
                0);
    }

    private void letGo(List<StoredDeadLetters.Dead> dead) {
        List<SettlePart.Settlement> group = new ArrayList<>();
        for (StoredDeadLetters.Dead each : dead) {
            Rows.Delivery d = each.found().delivery();
            String said = "tried again for " + scope.actor() + ": " + why;
            History history = tools.shapes().history(d).waits(now, said, now);
            group.add(new SettlePart.Settlement(
                    d.id(),
                    d.lastFence() + 1,
                    SettlePart.Move.again(now),
                    new SettlePart.DeliveryChange(
                            DeliveryState.PENDING,
                            now,
                            null,
                            d.attempts(),
                            d.providerId(),
                            tools.setup().seams().seal().seal(d.id(), "delivery.why", history.write())),
                    null,
                    null,
                    SettlePart.Next.NOTHING,
                    List.of(),
                    List.of()));
        }
        Set<UUID> done = tools.store().settles().settle(group);
        dead.stream()
                .filter(each -> done.contains(each.found().delivery().id()))
                .forEach(each -> {
                    Rows.Notification n = each.found().notification();
                    tools.announcer()
                            .tell(new NotificationEvent.Changed(
                                    Instant.ofEpochMilli(now),
                                    new NotificationEvent.About(
                                            new NotificationId(n.id()),
                                            Tenant.of(n.tenant()),
                                            n.type(),
                                            n.correlation()),
                                    "retry",
                                    scope.actor().value(),
                                    1));
                });
        tools.dispatcher().committed(List.copyOf(done));
    }
}
