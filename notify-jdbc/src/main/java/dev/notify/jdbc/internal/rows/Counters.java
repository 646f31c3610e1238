package dev.notify.jdbc.internal.rows;

import static dev.notify.jdbc.internal.dialect.Column.number;
import static dev.notify.jdbc.internal.dialect.Column.text;

import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Insertion;
import dev.notify.store.Rows;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Adds numbers to the counters, aggregated and in one order.
 *
 * <p>A counter is spread over parts, which readers add up: the committer, the settler and the callers each have their own, and a
 * host's transaction has one for itself alone, so that nobody waits for a host to commit.
 */
public final class Counters {

    /** What the committer adds. */
    public static final long OF_COMMITTER = 0;
    /** What the settler adds. */
    public static final long OF_SETTLER = 1;
    /** What callers add in transactions of our own. */
    public static final long OF_CALLERS = 2;

    /** The order in which counters are written; those that it finds equal are one row. */
    public static final Comparator<Rows.Counter> ORDER = Comparator.comparing(Rows.Counter::tenant)
            .thenComparing(Rows.Counter::hour)
            .thenComparing(Rows.Counter::node)
            .thenComparing(Rows.Counter::type)
            .thenComparing(Rows.Counter::channel)
            .thenComparing(Rows.Counter::state);

    private Counters() {}

    /** A part that nobody else writes. */
    public static long partOfItsOwn() {
        return UUID.randomUUID().getMostSignificantBits() | Long.MIN_VALUE;
    }

    /** Adds these to that part. */
    public static Insertion<?> adding(long part, List<Rows.Counter> counters) {
        Map<Rows.Counter, Long> sums = new TreeMap<>(ORDER);
        for (Rows.Counter counter : counters) {
            sums.merge(counter, counter.count(), Long::sum);
        }
        return Insertion.addUp(table(part), List.copyOf(sums.entrySet()));
    }

    private static Bulk<Map.Entry<Rows.Counter, Long>> table(long part) {
        return new Bulk<>(
                "notify_counter",
                7,
                List.of(
                        text("tenant", e -> e.getKey().tenant()),
                        number("at_hour", e -> e.getKey().hour()),
                        text("node", e -> e.getKey().node()),
                        text("type", e -> e.getKey().type()),
                        text("channel", e -> e.getKey().channel()),
                        text("state", e -> e.getKey().state()),
                        number("part", e -> part),
                        number("total", Map.Entry::getValue)));
    }
}
