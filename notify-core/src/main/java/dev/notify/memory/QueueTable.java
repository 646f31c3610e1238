package dev.notify.memory;

import dev.notify.internal.base.UuidV7;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.store.WorkKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of the queue by reference, and each lane in the order it is claimed. */
final class QueueTable {

    /** Earliest first, then by reference as databases order it. */
    static final Comparator<Rows.Work> ORDER =
            Comparator.comparingLong(Rows.Work::availableAt).thenComparing(Rows.Work::ref, UuidV7::compare);

    private static final NavigableSet<Rows.Work> NOBODY = Collections.unmodifiableNavigableSet(new TreeSet<>(ORDER));
    private static final UUID FIRST = new UUID(0, 0);

    private final Journal journal;
    private final Map<UUID, Rows.Work> rows = new HashMap<>();
    private final Map<Integer, NavigableSet<Rows.Work>> lanes = new TreeMap<>();

    QueueTable(Journal journal) {
        this.journal = journal;
    }

    Rows.@Nullable Work get(UUID ref) {
        return rows.get(ref);
    }

    /** The row, if it is held under this fence, in or out of its lease. */
    Rows.@Nullable Work heldUnder(UUID ref, long fence) {
        Rows.Work row = rows.get(ref);
        return row != null && row.owner() != null && row.fence() == fence ? row : null;
    }

    /** When the first row at or after its floor is due, for each of these lanes that has one. Only lanes with rows are looked at. */
    Map<Integer, Long> heads(Map<Integer, Long> floors) {
        Map<Integer, Long> heads = new TreeMap<>();
        lanes.forEach((lane, waiting) -> {
            Long floor = floors.get(lane);
            Rows.Work first = floor == null ? null : waiting.ceiling(edge(lane, floor));
            if (first != null) {
                heads.put(lane, first.availableAt());
            }
        });
        return heads;
    }

    /** The rows of a lane between these moments, both included, in order. */
    List<Rows.Work> between(int lane, long from, long to, int limit) {
        List<Rows.Work> found = new ArrayList<>();
        for (Rows.Work row : lane(lane).tailSet(edge(lane, from), true)) {
            if (row.availableAt() > to || found.size() >= limit) {
                break;
            }
            found.add(row);
        }
        return found;
    }

    /** @throws StoreException if a row of that reference waits already */
    void insert(Rows.Work row) {
        if (rows.containsKey(row.ref())) {
            throw new StoreException("Work with this reference waits already: " + row.ref(), null);
        }
        add(row);
        journal.undoBy(() -> drop(row));
    }

    void remove(Rows.Work row) {
        drop(row);
        journal.undoBy(() -> add(row));
    }

    void replace(Rows.Work before, Rows.Work after) {
        drop(before);
        add(after);
        journal.undoBy(() -> {
            drop(after);
            add(before);
        });
    }

    private void add(Rows.Work row) {
        rows.put(row.ref(), row);
        lanes.computeIfAbsent(row.lane(), n -> new TreeSet<>(ORDER)).add(row);
    }

    private void drop(Rows.Work row) {
        rows.remove(row.ref());
        NavigableSet<Rows.Work> lane = lanes.get(row.lane());
        if (lane != null) {
            lane.remove(row);
            if (lane.isEmpty()) {
                lanes.remove(row.lane());
            }
        }
    }

    private NavigableSet<Rows.Work> lane(int number) {
        return lanes.getOrDefault(number, NOBODY);
    }

    private static Rows.Work edge(int lane, long from) {
        return new Rows.Work(FIRST, WorkKind.DELIVER, lane, from, 0, null, 0, 0);
    }
}
