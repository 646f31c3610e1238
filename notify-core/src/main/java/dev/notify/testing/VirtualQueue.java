package dev.notify.testing;

import dev.notify.internal.base.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks of all nodes in one queue by virtual time, run by whoever moves the clock; of one moment, in the order they were given. */
final class VirtualQueue {

    private static final Logger LOG = LoggerFactory.getLogger(VirtualQueue.class);

    private final VirtualClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<VirtualTask> queue =
            new PriorityQueue<>(Comparator.comparingLong(VirtualTask::at).thenComparingLong(VirtualTask::order));
    private final List<VirtualTask> aside = new ArrayList<>();
    private long given;

    VirtualQueue(VirtualClock clock) {
        this.clock = clock;
    }

    VirtualClock clock() {
        return clock;
    }

    VirtualTask add(VirtualTasks node, long delay, Runnable body) {
        lock.lock();
        try {
            long at = clock.instant().toEpochMilli() + Math.max(0, delay);
            VirtualTask task = new VirtualTask(node, at, given++, body);
            queue.add(task);
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Brings back what was set aside while its node stood still. */
    void bringBack() {
        lock.lock();
        try {
            queue.addAll(aside);
            aside.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Runs what becomes due within so many milliseconds until the condition holds; returns whether it does. */
    boolean await(long millis, BooleanSupplier condition) {
        long end = clock.instant().toEpochMilli() + millis;
        while (!condition.getAsBoolean()) {
            VirtualTask next = next(end);
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
        for (VirtualTask next = next(end); next != null; next = next(end)) {
            run(next);
        }
        if (clock.instant().isBefore(moment)) {
            clock.set(moment);
        }
    }

    private @Nullable VirtualTask next(long end) {
        lock.lock();
        try {
            while (true) {
                VirtualTask next = queue.peek();
                if (next == null || next.at() > end) {
                    return null;
                }
                queue.remove();
                if (!next.node().standsStill()) {
                    return next;
                }
                aside.add(next);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run(VirtualTask task) {
        if (task.cancelled() || task.node().closed()) {
            return;
        }
        if (clock.instant().toEpochMilli() < task.at()) {
            clock.set(Instant.ofEpochMilli(task.at()));
        }
        try {
            task.body().run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task of the service failed unexpectedly", Trace.of(e));
        }
    }
}
