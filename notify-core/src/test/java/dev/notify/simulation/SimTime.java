package dev.notify.simulation;

import dev.notify.internal.base.Tasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One virtual time and one queue for all nodes: what is due first runs first, whoever's it is, and only ever one thing at a time.
 *
 * <p>A task that sleeps keeps its thread; another thread takes the baton and runs what is due meanwhile. So calls overlap as they
 * do in life, and still everything happens in one order, which a seed repeats.
 */
final class SimTime {

    /** Threads to lend; they end by themselves when no simulation needs them. */
    private static final ExecutorService THREADS =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 200, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), body -> {
                Thread thread = new Thread(body, "simulation");
                thread.setDaemon(true);
                return thread;
            });

    private static final class Entry implements Tasks.Timer {
        private long at;
        private final long order;
        private final NodeTasks node;
        private final @Nullable Runnable task;
        private final @Nullable Carrier sleeper;
        private boolean cancelled;

        Entry(long at, long order, NodeTasks node, @Nullable Runnable task, @Nullable Carrier sleeper) {
            this.at = at;
            this.order = order;
            this.node = node;
            this.task = task;
            this.sleeper = sleeper;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** A thread that runs what is due, or sleeps in the middle of it, or waits to be needed. */
    private final class Carrier {
        private final Semaphore baton = new Semaphore(0);
        private long turn;
        private @Nullable Entry sleeping;
        private boolean interrupted;

        void drive() {
            mine.set(this);
            try {
                while (!over) {
                    Entry next = queue.poll();
                    if (next == null) {
                        throw new IllegalStateException("nothing is left to happen");
                    }
                    if (next.sleeper == null) {
                        turn++;
                        runTask(next);
                    } else if (due(next)) {
                        idle.push(this);
                        next.sleeper.baton.release();
                        baton.acquireUninterruptibly();
                    }
                }
            } catch (RuntimeException | Error e) {
                failure = failure == null ? e : failure;
                over = true;
            } finally {
                mine.remove();
                Thread.interrupted();
                passOn();
            }
        }
    }

    private final ThreadLocal<Carrier> mine = new ThreadLocal<>();
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong((Entry e) -> e.at).thenComparingLong(e -> e.order));
    private final ArrayDeque<Carrier> idle = new ArrayDeque<>();
    private final Semaphore ended = new Semaphore(0);
    private final List<NodeTasks> all = new ArrayList<>();
    private long now;
    private long given;
    private long trace = 1;
    private boolean over;
    private @Nullable Throwable failure;

    SimTime(long start) {
        this.now = start;
    }

    long now() {
        return now;
    }

    /** A number that two runs share only if the same things happened in them in the same order. */
    long trace() {
        return trace;
    }

    /** Makes this part of what happened. */
    void note(long what) {
        trace = (trace ^ what) * 0x9E3779B97F4A7C15L;
        trace ^= trace >>> 29;
    }

    /** The tasks of one node: gone when it dies, late when it is paused. */
    NodeTasks node() {
        NodeTasks node = new NodeTasks();
        all.add(node);
        return node;
    }

    /** Runs this, and all that follows from it, until {@link #end()}; by then nothing of it runs any more. */
    void run(Runnable beginning) {
        node().run(beginning);
        THREADS.execute(new Carrier()::drive);
        ended.acquireUninterruptibly();
        if (failure != null) {
            throw new IllegalStateException("the simulation itself failed", failure);
        }
    }

    /** What tasks threw, the first of each process. */
    List<Throwable> thrown() {
        List<Throwable> thrown = new ArrayList<>();
        for (NodeTasks node : all) {
            if (node.first != null) {
                thrown.add(node.first);
            }
        }
        return thrown;
    }

    /** Ends everything. */
    void end() {
        all.forEach(NodeTasks::close);
        over = true;
    }

    /** Passes the baton to whoever must still come to an end, or says that nobody is left. */
    private void passOn() {
        for (Entry left = queue.poll(); left != null; left = queue.poll()) {
            if (left.sleeper != null) {
                left.sleeper.baton.release();
                return;
            }
        }
        Carrier other = idle.poll();
        if (other == null) {
            ended.release();
        } else {
            other.baton.release();
        }
    }

    private boolean due(Entry entry) {
        if (!entry.node.dead && entry.node.pausedUntil > Math.max(now, entry.at)) {
            entry.at = entry.node.pausedUntil;
            queue.add(entry);
            return false;
        }
        now = Math.max(now, entry.at);
        note(entry.order * 31 + entry.at);
        return true;
    }

    private void runTask(Entry entry) {
        if (!entry.cancelled && !entry.node.dead && due(entry) && entry.task != null) {
            try {
                entry.task.run();
            } catch (Tasks.NeverReturns e) {
                note(13); // its process is gone
            } catch (RuntimeException | Error e) {
                entry.node.failed(e);
            }
        }
    }

    final class NodeTasks implements Tasks {

        private boolean dead;
        private long pausedUntil;
        private @Nullable Throwable first;

        private Entry add(long delay, @Nullable Runnable task, @Nullable Carrier sleeper) {
            Entry entry = new Entry(now + Math.max(0, delay), given++, this, task, sleeper);
            queue.add(entry);
            return entry;
        }

        private void failed(Throwable e) {
            first = first == null ? e : first;
        }

        boolean dead() {
            return dead;
        }

        boolean paused() {
            return pausedUntil > now;
        }

        @Override
        public Running run(Runnable task) {
            return add(0, task, null)::cancel;
        }

        @Override
        public Running current() {
            Carrier carrier = mine.get();
            long turn = carrier.turn;
            return () -> {
                Entry sleeping = carrier.sleeping;
                if (carrier.turn == turn && sleeping != null && queue.remove(sleeping)) {
                    carrier.interrupted = true;
                    sleeping.at = now;
                    queue.add(sleeping);
                }
            };
        }

        @Override
        public Timer after(long millis, Runnable task) {
            return add(millis, task, null);
        }

        /** Sleeps; everybody else goes on. Returns whether it was interrupted. A process that dies meanwhile does not return. */
        boolean sleep(long millis) {
            Carrier carrier = mine.get();
            if (over || dead) {
                throw new NeverReturns();
            }
            carrier.interrupted = false;
            carrier.sleeping = add(millis, null, carrier);
            Carrier other = idle.poll();
            if (other == null) {
                THREADS.execute(new Carrier()::drive);
            } else {
                other.baton.release();
            }
            carrier.baton.acquireUninterruptibly();
            carrier.sleeping = null;
            if (over || dead) {
                throw new NeverReturns();
            }
            return carrier.interrupted;
        }

        @Override
        public void pause(long millis) {
            sleep(millis);
        }

        @Override
        public void park(long millis) {
            sleep(Math.min(5, millis));
        }

        @Override
        public boolean await(long millis, BooleanSupplier condition) {
            long end = now + millis;
            while (!condition.getAsBoolean()) {
                if (now >= end) {
                    return false;
                }
                sleep(Math.min(10, end - now));
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
