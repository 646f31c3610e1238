package dev.notify.memory;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.ChangePart;
import dev.notify.store.Rows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What operators and hosts change about work that waits. */
final class MemoryChanges implements ChangePart {

    private final Door door;
    private final Content content;

    MemoryChanges(Door door, Content content) {
        this.door = door;
        this.content = content;
    }

    @Override
    public Changed cancel(Cancel cancel) {
        return door.in(() -> {
            Changed changed = each(
                    content.notifications().deliveriesOf(cancel.tenant(), cancel.notifications()),
                    cancel.now(),
                    delivery -> close(delivery, cancel),
                    delivery -> content.notifications()
                            .update(delivery.id(), d -> withFlags(d, d.dueAt(), d.forced(), true, d.why())));
            List<Rows.Counter> counters = changed.changed().stream()
                    .flatMap(id -> Optional.ofNullable(cancel.each().get(id)).map(ChangePart.Each::counter).stream())
                    .toList();
            content.ledger().add(cancel.trail(), counters);
            return changed;
        });
    }

    private void close(Rows.Delivery delivery, Cancel cancel) {
        Rows.Work row = content.queue().get(delivery.id());
        long fence = row == null ? delivery.lastFence() : row.fence();
        ChangePart.Each each = cancel.each().get(delivery.id());
        if (row != null) {
            content.queue().remove(row);
        }
        content.notifications()
                .update(
                        delivery.id(),
                        d -> d.to(
                                DeliveryState.CANCELLED,
                                d.dueAt(),
                                cancel.now(),
                                d.attempts(),
                                fence,
                                d.providerId(),
                                each == null ? d.why() : each.why()));
    }

    @Override
    public Changed move(Move move) {
        return door.in(() -> {
            Changed changed = each(
                    content.notifications().deliveriesOf(move.tenant(), move.notifications()),
                    move.now(),
                    delivery -> defer(delivery, move),
                    delivery -> {});
            Set<UUID> moved = new LinkedHashSet<>(move.whole());
            for (UUID id : changed.changed()) {
                Rows.Delivery delivery = content.notifications().delivery(id);
                if (delivery != null) {
                    moved.add(delivery.notificationId());
                }
            }
            moveNotifications(moved, move);
            content.ledger().add(move.trail(), List.of());
            return changed;
        });
    }

    @Override
    public boolean report(Reported reported) {
        return door.in(() -> {
            Rows.Delivery delivery = content.notifications().delivery(reported.delivery());
            if (delivery == null
                    || !delivery.tenant().equals(reported.tenant())
                    || !reported.from().contains(delivery.state())) {
                return false;
            }
            String why = reported.why();
            content.notifications()
                    .update(
                            delivery.id(),
                            d -> d.to(
                                    reported.state(),
                                    d.dueAt(),
                                    reported.doneAt(),
                                    d.attempts(),
                                    d.lastFence(),
                                    d.providerId(),
                                    why == null ? d.why() : why));
            reported.work().forEach(content.queue()::insert);
            content.ledger().add(reported.trail(), reported.counters());
            return true;
        });
    }

    private void defer(Rows.Delivery delivery, Move move) {
        Rows.Work row = content.queue().get(delivery.id());
        if (row != null) {
            content.queue().replace(row, MemoryQueue.free(row, move.dueAt(), row.attempt(), row.crashes()));
        }
        String why = move.why().get(delivery.id());
        content.notifications()
                .update(
                        delivery.id(),
                        d -> withFlags(d, move.dueAt(), move.forced(), d.cancelAsked(), why == null ? d.why() : why));
    }

    private void moveNotifications(Set<UUID> moved, Move move) {
        NotificationTable table = content.notifications();
        for (UUID id : moved) {
            Rows.Notification row = table.notification(move.tenant(), id);
            if (row != null) {
                Long old = row.expiresAt();
                Long expiry = old != null && move.expiryMoves() ? Long.valueOf(old + move.dueAt() - row.dueAt()) : old;
                table.update(row.dueAt(move.dueAt(), move.wallTime(), move.zone(), expiry));
            }
        }
    }

    private Changed each(
            List<Rows.Delivery> deliveries, long now, Consumer<Rows.Delivery> free, Consumer<Rows.Delivery> held) {
        List<UUID> changedIds = new ArrayList<>();
        List<UUID> heldIds = new ArrayList<>();
        int finished = 0;
        for (Rows.Delivery delivery : deliveries) {
            if (!delivery.state().isPending()) {
                finished++;
            } else if (isHeld(content.queue().get(delivery.id()), now)) {
                held.accept(delivery);
                heldIds.add(delivery.id());
            } else {
                free.accept(delivery);
                changedIds.add(delivery.id());
            }
        }
        return new Changed(changedIds, heldIds, finished);
    }

    static boolean isHeld(Rows.@Nullable Work row, long now) {
        return row != null && row.owner() != null && row.availableAt() > now;
    }

    static Rows.Delivery withFlags(
            Rows.Delivery d, long dueAt, boolean forced, boolean cancelAsked, @Nullable String why) {
        return new Rows.Delivery(
                d.id(),
                d.notificationId(),
                d.tenant(),
                d.recipient(),
                d.recipientLookup(),
                d.channel(),
                d.state(),
                dueAt,
                d.doneAt(),
                d.attempts(),
                d.lastFence(),
                d.providerId(),
                forced,
                cancelAsked,
                why);
    }
}
