package dev.notify.memory;

import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What waits, and who holds it. */
final class MemoryQueue implements QueuePart {

    private final Door door;
    private final QueueTable queue;

    MemoryQueue(Door door, QueueTable queue) {
        this.door = door;
        this.queue = queue;
    }

    @Override
    public Map<Integer, Long> heads(Map<Integer, Long> floors) {
        return door.in(() -> queue.heads(floors));
    }

    @Override
    public List<Claim> claim(Request request) {
        return door.in(() -> queue.between(request.lane(), request.floor(), request.now(), request.limit()).stream()
                .map(row -> take(row, request.owner(), request.leaseUntil()))
                .toList());
    }

    @Override
    public List<Claim> claimThese(Collection<UUID> refs, long now, String owner, long leaseUntil) {
        Set<UUID> asked = new LinkedHashSet<>(refs);
        return door.in(() -> {
            List<Rows.Work> due = new ArrayList<>();
            for (UUID ref : asked) {
                Rows.Work row = queue.get(ref);
                if (row != null && row.availableAt() <= now) {
                    due.add(row);
                }
            }
            due.sort(QueueTable.ORDER);
            return due.stream().map(row -> take(row, owner, leaseUntil)).toList();
        });
    }

    private Claim take(Rows.Work row, String owner, long leaseUntil) {
        boolean tookOver = row.owner() != null;
        Rows.Work held = new Rows.Work(
                row.ref(),
                row.kind(),
                row.lane(),
                leaseUntil,
                row.fence() + 1,
                Objects.requireNonNull(owner, "owner"),
                row.attempt() + 1,
                row.crashes() + (tookOver ? 1 : 0));
        queue.replace(row, held);
        return new Claim(
                row.ref(),
                row.kind(),
                row.lane(),
                held.fence(),
                held.attempt(),
                held.crashes(),
                tookOver,
                row.availableAt());
    }

    @Override
    public Set<UUID> renew(Collection<Held> held, String owner, long leaseUntil) {
        List<Held> asked = List.copyOf(held);
        return door.in(() -> {
            Set<UUID> renewed = new LinkedHashSet<>();
            for (Held h : asked) {
                Rows.Work row = queue.heldUnder(h.ref(), h.fence());
                if (row != null && owner.equals(row.owner())) {
                    queue.replace(
                            row,
                            new Rows.Work(
                                    row.ref(),
                                    row.kind(),
                                    row.lane(),
                                    leaseUntil,
                                    row.fence(),
                                    row.owner(),
                                    row.attempt(),
                                    row.crashes()));
                    renewed.add(row.ref());
                }
            }
            return renewed;
        });
    }

    @Override
    public Set<UUID> release(Collection<Release> releases) {
        List<Release> asked = List.copyOf(releases);
        return door.in(() -> {
            Set<UUID> released = new LinkedHashSet<>();
            for (Release r : asked) {
                Rows.Work row = queue.heldUnder(r.ref(), r.fence());
                if (row != null) {
                    int crashes = row.crashes() - (r.tookOver() ? 1 : 0);
                    queue.replace(row, free(row, r.availableAt(), row.attempt() - 1, crashes));
                    released.add(row.ref());
                }
            }
            return released;
        });
    }

    /** The row with nobody holding it. */
    static Rows.Work free(Rows.Work row, long availableAt, int attempt, int crashes) {
        return new Rows.Work(row.ref(), row.kind(), row.lane(), availableAt, row.fence(), null, attempt, crashes);
    }
}
