package dev.notify.testing;

import dev.notify.internal.base.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks in one queue by virtual time, run by whoever moves the clock; what is due at one moment runs in the order it was given. */
final class VirtualTasks implements Tasks {

    private static final Logger LOG = LoggerFactory.getLogger(VirtualTasks.class);

    private static final class Entry implements Timer, Running {
        private final long at;
        private final long order;
        private final Runnable task;
        private volatile boolean cancelled;

        Entry(long at, long order, Runnable task) {
            this.at = at;
            this.order = order;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void interrupt() {
            cancelled = true;
        }
    }

    private final VirtualClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong((Entry e) -> e.at).thenComparingLong(e -> e.order));
    private long given;
    private boolean closed;

    VirtualTasks(VirtualClock clock) {
        this.clock = clock;
    }

    private Entry add(long delay, Runnable task) {
        lock.lock();
        try {
            Entry entry = new Entry(clock.instant().toEpochMilli() + Math.max(0, delay), given++, task);
            if (!closed) {
                queue.add(entry);
            }
            return entry;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Running run(Runnable task) {
        return add(0, task);
    }

    @Override
    public Timer after(long millis, Runnable task) {
        return add(millis, task);
    }

    /** A thread that waits: time passes for it, and for nobody else. */
    @Override
    public void pause(long millis) {
        clock.move(Duration.ofMillis(millis));
    }

    @Override
    public boolean await(long millis, BooleanSupplier condition) {
        long end = clock.instant().toEpochMilli() + millis;
        while (!condition.getAsBoolean()) {
            Entry next = next(end);
            if (next == null) {
                return condition.getAsBoolean();
            }
            run(next);
        }
        return true;
    }

    /** Runs everything that is due until then, and leaves the clock there. */
    void runUntil(Instant moment) {
        long end = moment.toEpochMilli();
        for (Entry next = next(end); next != null; next = next(end)) {
            run(next);
        }
        if (clock.instant().isBefore(moment)) {
            clock.set(moment);
        }
    }

    private @Nullable Entry next(long end) {
        lock.lock();
        try {
            Entry next = queue.peek();
            return next == null || next.at > end ? null : queue.poll();
        } finally {
            lock.unlock();
        }
    }

    private void run(Entry entry) {
        if (entry.cancelled) {
            return;
        }
        if (clock.instant().toEpochMilli() < entry.at) {
            clock.set(Instant.ofEpochMilli(entry.at));
        }
        try {
            entry.task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task of the service failed unexpectedly", e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
        } finally {
            lock.unlock();
        }
    }
}
