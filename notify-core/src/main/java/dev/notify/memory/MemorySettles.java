package dev.notify.memory;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Records what was done. */
final class MemorySettles implements SettlePart {

    private final Door door;
    private final Content content;

    MemorySettles(Door door, Content content) {
        this.door = door;
        this.content = content;
    }

    @Override
    public Set<UUID> settle(List<Settlement> group) {
        List<Settlement> rows = List.copyOf(group);
        return door.in(() -> {
            Set<UUID> settled = new LinkedHashSet<>();
            for (Settlement s : rows) {
                Rows.Work row = content.queue().heldUnder(s.ref(), s.fence());
                if (row != null) {
                    apply(s, row);
                    settled.add(s.ref());
                }
            }
            return settled;
        });
    }

    @Override
    public boolean settleLate(Settlement late) {
        return door.in(() -> {
            Rows.Work row = content.queue().get(late.ref());
            if (row != null && row.owner() == null) {
                apply(late, row);
                return true;
            }
            if (late.attempt() != null) {
                content.ledger().add(late.attempt());
            }
            return false;
        });
    }

    private void apply(Settlement s, Rows.Work row) {
        move(content.queue(), s.move(), row);
        if (s.delivery() != null) {
            change(s.ref(), row.fence(), s.delivery());
        }
        if (s.attempt() != null) {
            content.ledger().add(s.attempt());
        }
        if (s.call() != null) {
            change(s.ref(), s.call());
        }
        for (Rows.Call call : s.next().calls()) {
            content.calls().insert(call.id(), call);
        }
        s.next().work().forEach(content.queue()::insert);
        s.next().standIns().forEach(this::begin);
        s.next().withdrawn().forEach(this::withdraw);
        s.next().items().forEach(content.inboxes()::add);
        s.next().cards().forEach(this::begin);
        content.ledger().add(s.trail(), s.counters());
    }

    private void begin(Rows.Card card) {
        if (content.cards().get(card.place()) == null) {
            content.cards().put(card);
        }
    }

    private void begin(StandIn begins) {
        NotificationTable table = content.notifications();
        Rows.Delivery delivery = begins.delivery();
        if (table.hasOn(delivery)) {
            return;
        }
        table.insert(delivery);
        if (begins.own() != null && table.content(delivery.notificationId(), delivery.recipientLookup()) == null) {
            table.insert(new Rows.Content(delivery.notificationId(), delivery.recipientLookup(), begins.own()));
        }
        begins.work().forEach(content.queue()::insert);
        content.ledger().add(begins.trail(), begins.counters());
    }

    private void withdraw(Withdrawal w) {
        Rows.Delivery delivery = content.notifications().delivery(w.delivery());
        if (delivery == null || !delivery.state().isPending()) {
            return;
        }
        Rows.Work row = content.queue().get(w.delivery());
        if (MemoryChanges.isHeld(row, w.now())) {
            content.notifications()
                    .update(w.delivery(), d -> MemoryChanges.withFlags(d, d.dueAt(), d.forced(), true, d.why()));
            return;
        }
        long fence = row == null ? delivery.lastFence() : row.fence();
        if (row != null) {
            content.queue().remove(row);
        }
        content.notifications()
                .update(
                        w.delivery(),
                        d -> d.to(
                                DeliveryState.CANCELLED,
                                d.dueAt(),
                                w.now(),
                                d.attempts(),
                                fence,
                                d.providerId(),
                                w.why()));
        content.ledger().add(List.of(w.trail()), List.of(w.counter()));
    }

    static void move(QueueTable queue, Move move, Rows.Work row) {
        if (move.remove()) {
            queue.remove(row);
        } else {
            int attempt = row.attempt() - (move.refund() ? 1 : 0);
            queue.replace(row, MemoryQueue.free(row, move.availableAt(), attempt, 0));
        }
    }

    private void change(UUID delivery, long fence, DeliveryChange to) {
        content.notifications()
                .update(
                        delivery,
                        d -> d.to(
                                to.state(),
                                to.dueAt(),
                                to.doneAt(),
                                to.attempts(),
                                fence,
                                to.providerId(),
                                to.why() != null ? to.why() : d.why()));
    }

    private void change(UUID call, CallChange to) {
        Rows.Call c = content.calls().get(call);
        if (c != null) {
            content.calls()
                    .put(
                            call,
                            new Rows.Call(
                                    c.id(),
                                    c.tenant(),
                                    c.handler(),
                                    c.notificationId(),
                                    c.deliveryId(),
                                    c.why(),
                                    c.createdAt(),
                                    to.doneAt(),
                                    to.lastError()));
        }
    }
}
