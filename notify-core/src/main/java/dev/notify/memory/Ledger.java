package dev.notify.memory;

import dev.notify.store.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/** What was done: attempts, trail and counters. Rows are only ever added. */
final class Ledger {

    private record CounterKey(long hour, String node, String tenant, String type, String channel, String state) {}

    private final Journal journal;
    private final Table<UUID, NavigableMap<Long, Rows.Attempt>> attempts;
    private final Table<UUID, Rows.Trail> trail;
    private final Table<CounterKey, Long> counters;

    Ledger(Journal journal) {
        this.journal = journal;
        this.attempts = new Table<>("list of attempts", journal);
        this.trail = new Table<>("line of the trail", journal);
        this.counters = new Table<>("counter", journal);
    }

    /** Adds a try, unless one with this fence is there. */
    void add(Rows.Attempt row) {
        NavigableMap<Long, Rows.Attempt> ofDelivery = attempts.get(row.deliveryId());
        if (ofDelivery == null) {
            ofDelivery = new TreeMap<>();
            attempts.insert(row.deliveryId(), ofDelivery);
        }
        NavigableMap<Long, Rows.Attempt> tries = ofDelivery;
        if (tries.putIfAbsent(row.fence(), row) == null) {
            journal.undoBy(() -> tries.remove(row.fence()));
        }
    }

    void add(List<Rows.Trail> trailRows, List<Rows.Counter> counterRows) {
        for (Rows.Trail row : trailRows) {
            trail.insert(row.id(), row);
        }
        for (Rows.Counter c : counterRows) {
            CounterKey key = new CounterKey(c.hour(), c.node(), c.tenant(), c.type(), c.channel(), c.state());
            Long before = counters.get(key);
            counters.put(key, before == null ? c.count() : before + c.count());
        }
    }

    List<Rows.Attempt> attemptsAt(UUID delivery) {
        NavigableMap<Long, Rows.Attempt> tries = attempts.get(delivery);
        return tries == null ? List.of() : List.copyOf(tries.values());
    }

    /** The audit record, in the order it was written. */
    List<Rows.Trail> trail() {
        List<Rows.Trail> lines = new ArrayList<>();
        trail.all().forEach(line -> lines.add(line.getValue()));
        return lines;
    }

    List<Rows.Counter> counters(String tenant, long fromHour) {
        List<Rows.Counter> found = new ArrayList<>();
        for (Map.Entry<CounterKey, Long> e : counters.all()) {
            CounterKey k = e.getKey();
            if (k.tenant().equals(tenant) && k.hour() >= fromHour) {
                found.add(new Rows.Counter(
                        k.hour(), k.node(), k.tenant(), k.type(), k.channel(), k.state(), e.getValue()));
            }
        }
        return found;
    }
}
