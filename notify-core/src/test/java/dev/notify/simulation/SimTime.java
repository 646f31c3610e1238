package dev.notify.simulation;

import dev.notify.internal.base.Tasks;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One thread, one virtual time, one queue for all nodes: what is due first runs first, whoever's it is. */
final class SimTime {

    private static final class Entry implements Tasks.Timer, Tasks.Running {
        private long at;
        private final long order;
        private final NodeTasks node;
        private final Runnable task;
        private boolean cancelled;

        Entry(long at, long order, NodeTasks node, Runnable task) {
            this.at = at;
            this.order = order;
            this.node = node;
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

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong((Entry e) -> e.at).thenComparingLong(e -> e.order));
    private long now;
    private long given;

    SimTime(long start) {
        this.now = start;
    }

    long now() {
        return now;
    }

    /** The tasks of one node: gone when it dies, late when it is paused. */
    NodeTasks node() {
        return new NodeTasks();
    }

    /** Runs everything due until then. */
    void runUntil(long end) {
        for (Entry next = next(end); next != null; next = next(end)) {
            run(next);
        }
        now = Math.max(now, end);
    }

    private @Nullable Entry next(long end) {
        Entry next = queue.peek();
        return next == null || next.at > end ? null : queue.poll();
    }

    private void run(Entry entry) {
        if (entry.cancelled || entry.node.dead) {
            return;
        }
        if (entry.node.pausedUntil > Math.max(now, entry.at)) {
            entry.at = entry.node.pausedUntil;
            queue.add(entry);
            return;
        }
        now = Math.max(now, entry.at);
        entry.task.run();
    }

    final class NodeTasks implements Tasks {

        private boolean dead;
        private long pausedUntil;

        private Entry add(long delay, Runnable task) {
            Entry entry = new Entry(now + Math.max(0, delay), given++, this, task);
            queue.add(entry);
            return entry;
        }

        @Override
        public Running run(Runnable task) {
            return add(0, task);
        }

        @Override
        public Timer after(long millis, Runnable task) {
            return add(millis, task);
        }

        @Override
        public void pause(long millis) {
            now += millis;
        }

        @Override
        public boolean await(long millis, BooleanSupplier condition) {
            long end = now + millis;
            while (!condition.getAsBoolean()) {
                Entry next = next(end);
                if (next == null) {
                    return condition.getAsBoolean();
                }
                SimTime.this.run(next);
            }
            return true;
        }

        /** Stops like a process that is sent SIGSTOP: everything it would have done happens afterwards. */
        void pausedFor(long millis) {
            pausedUntil = now + millis;
        }

        @Override
        public void close() {
            dead = true;
        }
    }
}
