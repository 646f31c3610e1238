package dev.notify.internal.dispatch;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.TimeSource;
import dev.notify.internal.base.Trace;
import dev.notify.internal.providers.Providers;
import dev.notify.model.Priority;
import dev.notify.policy.Concurrency;
import dev.notify.store.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final long WAITS_HERE = 2_000;

    private final List<Lane> lanes;
    private final Providers.Way way;
    private final TimeSource time;
    private final Tasks tasks;
    private final Isolation isolation;
    private final Calls calls;
    private final ReentrantLock lock = new ReentrantLock();
    private final Shelf shelf = new Shelf();
    private final Permits permits;
    private int running;
    private int reserved;
    private int target;
    private long filledAt = Long.MIN_VALUE / 2;
    private volatile boolean backlog;
    private boolean open;
    private Tasks.Timer timer = () -> {};
    private long timerAt = Long.MAX_VALUE;

    /**
     * What a line asks for.
     *
     * @param work does a job
     * @param wantsMore there is room, and more waits in the store
     * @param aside takes jobs that would wait here for long
     */
    record Calls(Consumer<Job> work, Runnable wantsMore, Consumer<List<Job>> aside) {}

    Line(
            List<Lane> lanes,
            Providers.Way way,
            Concurrency concurrency,
            Surroundings surroundings,
            Isolation isolation,
            Calls calls) {
        this.lanes = lanes;
        this.way = way;
        this.time = surroundings.time();
        this.tasks = surroundings.tasks();
        this.isolation = isolation;
        this.calls = calls;
        this.permits = new Permits(concurrency);
        this.target = 2 * permits.limit();
    }

    List<Lane> lanes() {
        return lanes;
    }

    Providers.Way way() {
        return way;
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
            int soon = way.soon();
            int room = Math.min(soon, Math.max(target, 2 * permits.limit())) - waiting;
            if (priority == Priority.CRITICAL) {
                return Math.max(room, soon == 0 ? CRITICAL_ROOM - waiting : CRITICAL_ROOM);
            }
            if (soon == 0) {
                lookAgain(false);
            }
            return room;
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
                    && way.soon() > shelf.size() + reserved
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
            boolean critical = shelf.hasCritical();
            int free = shelf.size() == 0 ? 0 : way.free(critical);
            while (start < Math.min(free, shelf.size()) && running < limit()) {
                running++;
                start++;
            }
            if (free == 0 && shelf.size() > 0) {
                lookAgain(critical);
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
        stepAside();
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
                calls.work.accept(job);
            } catch (Tasks.NeverReturns e) {
                return; // as a thread that hangs would: the watch gives up on it and frees its permit
            } catch (Throwable e) {
                LOG.error("work failed unexpectedly ref={}", job.ref(), Trace.of(e));
            }
            if (job.abandoned()) {
                return;
            }
            job.turn().ifPresent(Providers.Turn::end);
            Thread.interrupted(); // an interrupt that a channel left behind is not meant for the next delivery
            isolation.leave();
        }
        stepAside();
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
        Optional<Providers.Turn> turn = way.turn(critical);
        if (turn.isEmpty()) {
            lookAgain(critical);
            return null;
        }
        if (!isolation.enter(critical)) {
            turn.get().end();
            return null;
        }
        Job job = critical ? shelf.nextCritical() : shelf.next();
        if (job != null) {
            job.turn(turn.get());
        }
        if (backlog && shelf.size() <= target / 2) {
            calls.wantsMore.run();
        }
        return job;
    }

    /** Nothing can be handed over now: looks again as soon as something can. */
    private void lookAgain(boolean critical) {
        long at = way.nextAt(critical);
        if (at < timerAt && at < Long.MAX_VALUE) {
            timer.cancel();
            timerAt = at;
            timer = tasks.after(Math.max(1, at - time.steady()), this::again);
        }
    }

    private void again() {
        lock.lock();
        try {
            timerAt = Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
        pump();
        if (backlog) {
            calls.wantsMore.run();
        }
    }

    /** What would wait here for long is better off in the store: others may take it, and its reason can be read. */
    private void stepAside() {
        List<Job> waiting;
        lock.lock();
        try {
            long at = shelf.size() == 0 ? 0 : way.nextAt(shelf.hasCritical());
            boolean tooLong = at < Long.MAX_VALUE && at - time.steady() > WAITS_HERE;
            waiting = tooLong ? new ArrayList<>(shelf.clear()) : List.of();
        } finally {
            lock.unlock();
        }
        if (!waiting.isEmpty()) {
            calls.aside.accept(waiting);
        }
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
