package dev.notify.internal.dispatch;

import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.Trace;
import dev.notify.model.Priority;
import dev.notify.policy.Concurrency;
import dev.notify.store.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel's, or one kind's, way through this node: what waits in memory and how much runs at once. A failure here never
 * touches another line.
 */
final class Line {

    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final int MOST_WAITING = 400;
    private static final long SOON = 500;
    private static final int CRITICAL_ROOM = 32;

    private final List<Lane> lanes;
    private final Tasks tasks;
    private final Isolation isolation;
    private final Consumer<Job> work;
    private final Runnable wantsMore;
    private final ReentrantLock lock = new ReentrantLock();
    private final Shelf shelf = new Shelf();
    private final Permits permits;
    private int running;
    private int reserved;
    private int target;
    private long filledAt = Long.MIN_VALUE / 2;
    private volatile boolean backlog;
    private boolean open;

    Line(
            List<Lane> lanes,
            Concurrency concurrency,
            Tasks tasks,
            Isolation isolation,
            Consumer<Job> work,
            Runnable wantsMore) {
        this.lanes = lanes;
        this.tasks = tasks;
        this.isolation = isolation;
        this.work = work;
        this.wantsMore = wantsMore;
        this.permits = new Permits(concurrency);
        this.target = 2 * permits.limit();
    }

    List<Lane> lanes() {
        return lanes;
    }

    /** Opens or closes it; a closed line takes nothing more and does what it has. */
    void open(boolean isOpen) {
        lock.lock();
        try {
            open = isOpen;
        } finally {
            lock.unlock();
        }
    }

    /** How many more of that urgency are worth claiming now. */
    int room(Priority priority) {
        lock.lock();
        try {
            int waiting = shelf.size() + reserved;
            int room = Math.max(target, 2 * permits.limit()) - waiting;
            return priority == Priority.CRITICAL ? Math.max(room, CRITICAL_ROOM) : room;
        } finally {
            lock.unlock();
        }
    }

    /** The poller found more than it took. */
    void backlog(boolean more) {
        backlog = more;
    }

    /** Keeps a place for work that is about to be accepted; false if others wait already. */
    boolean reserve() {
        lock.lock();
        try {
            boolean free = open
                    && !backlog
                    && isolation.quiet()
                    && shelf.size() + reserved + running < Math.max(MOST_WAITING / 2, 2 * permits.limit());
            if (free) {
                reserved++;
            }
            return free;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a kept place back. */
    void unreserve() {
        lock.lock();
        try {
            reserved--;
        } finally {
            lock.unlock();
        }
    }

    /** Takes these on, in steady time as all that a line is told; false, and none of them, if it is closed. */
    boolean add(List<Job> jobs, long now) {
        lock.lock();
        try {
            if (!open) {
                return false;
            }
            jobs.forEach(shelf::add);
            filledAt = now;
        } finally {
            lock.unlock();
        }
        pump();
        return true;
    }

    /** Starts as many as there are permits for. */
    void pump() {
        int start = 0;
        lock.lock();
        try {
            while (shelf.size() > start && running < limit()) {
                running++;
                start++;
            }
        } finally {
            lock.unlock();
        }
        int started = 0;
        try {
            for (; started < start; started++) {
                tasks.run(this::runAll);
            }
        } finally {
            stopped(start - started);
        }
    }

    /** Permits nobody runs on are free again: no thread was to be had, or it was given up on. */
    private void stopped(int count) {
        lock.lock();
        try {
            running -= count;
        } finally {
            lock.unlock();
        }
    }

    private int limit() {
        return shelf.hasCritical() ? permits.criticalLimit() : permits.limit();
    }

    private void runAll() {
        for (Job job = take(); job != null; job = take()) {
            try {
                work.accept(job);
            } catch (Tasks.NeverReturns e) {
                return; // as a thread that hangs would: the watch gives up on it and frees its permit
            } catch (Throwable e) {
                LOG.error("work failed unexpectedly ref={}", job.ref(), Trace.of(e));
            }
            if (job.abandoned()) {
                return;
            }
            Thread.interrupted(); // an interrupt that a channel left behind is not meant for the next delivery
            isolation.leave();
        }
    }

    private @Nullable Job take() {
        lock.lock();
        try {
            Job job = running > limit() ? null : nextAllowed();
            if (job == null) {
                running--;
            }
            return job;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Job nextAllowed() {
        if (shelf.size() == 0) {
            return null;
        }
        boolean critical = shelf.hasCritical();
        if (!isolation.enter(critical)) {
            return null;
        }
        Job job = critical ? shelf.nextCritical() : shelf.next();
        if (backlog && shelf.size() <= target / 2) {
            wantsMore.run();
        }
        return job;
    }

    /** A job's thread is given up on: its permit is free again. */
    void abandoned() {
        isolation.leave();
        stopped(1);
        pump();
    }

    void succeeded(long now) {
        lock.lock();
        try {
            permits.succeeded(running >= permits.limit() && shelf.size() > 0);
            if (shelf.size() == 0 && backlog && now - filledAt < SOON) {
                target = Math.min(MOST_WAITING, 2 * Math.max(target, permits.limit()));
            } else if (now - filledAt > 4 * SOON) {
                target = 2 * permits.limit();
            }
        } finally {
            lock.unlock();
        }
    }

    void pushedBack(long now) {
        lock.lock();
        try {
            permits.pushedBack(now);
            target = 2 * permits.limit();
        } finally {
            lock.unlock();
        }
    }

    /** Takes everything back that has not begun. */
    List<Job> clear() {
        lock.lock();
        try {
            return new ArrayList<>(shelf.clear());
        } finally {
            lock.unlock();
        }
    }

    int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }
}
