package dev.notify.internal.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks on threads: as many workers as there is work (bounded by the permits of those who ask), one timer thread that never runs any. */
public final class ThreadTasks implements Tasks {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadTasks.class);
    private static final int VIRTUAL_SINCE = 21;
    private static final long NO_THREAD_FOR = 1_000;

    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timers;

    private ThreadTasks(String node, ExecutorService workers) {
        this.workers = workers;
        this.timers = new ScheduledThreadPoolExecutor(1, named("notify-" + node + "-timer-"));
        this.timers.setRemoveOnCancelPolicy(true);
        this.timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Platform threads named after the node. */
    public static ThreadTasks platform(String node) {
        return new ThreadTasks(node, Executors.newCachedThreadPool(named("notify-" + node + "-")));
    }

    /** Virtual threads where the JVM has them (21 and later), platform threads elsewhere. */
    public static ThreadTasks preferVirtual(String node) {
        if (Runtime.version().feature() < VIRTUAL_SINCE) {
            LOG.info("virtual threads need Java {}: using platform threads", VIRTUAL_SINCE);
            return platform(node);
        }
        return new ThreadTasks(node, virtualWorkers("notify-" + node + "-"));
    }

    private static ExecutorService virtualWorkers(String prefix) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builderType = Class.forName("java.lang.Thread$Builder");
            Class<?> virtualType = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object builder = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(virtualType))
                    .invoke();
            builder = lookup.findVirtual(
                            builderType, "name", MethodType.methodType(builderType, String.class, long.class))
                    .invoke(builder, prefix, 1L);
            ThreadFactory factory = (ThreadFactory)
                    lookup.findVirtual(builderType, "factory", MethodType.methodType(ThreadFactory.class))
                            .invoke(builder);
            return (ExecutorService) lookup.findStatic(
                            Executors.class,
                            "newThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class, ThreadFactory.class))
                    .invoke(factory);
        } catch (Throwable e) {
            throw new IllegalStateException("this JVM promises virtual threads and does not give them", e);
        }
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public Running run(Runnable task) {
        try {
            Future<?> future = workers.submit(() -> logged(task));
            return () -> future.cancel(true);
        } catch (RejectedExecutionException e) {
            LOG.debug("not run: the service is closed");
            return () -> {};
        }
    }

    @Override
    public Running current() {
        return Thread.currentThread()::interrupt;
    }

    @Override
    public Timer after(long millis, Runnable task) {
        try {
            ScheduledFuture<?> future =
                    timers.schedule(() -> runOrLater(task), Math.max(0, millis), TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("not scheduled: the service is closed");
            return () -> {};
        }
    }

    /** What repeats itself must not end because one time no thread could be had. */
    private void runOrLater(Runnable task) {
        try {
            run(task);
        } catch (RuntimeException | Error e) {
            LOG.warn("no thread for a task of the service: it is run later", Trace.of(e));
            after(NO_THREAD_FOR, task);
        }
    }

    private static void logged(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("a task of the service failed unexpectedly", Trace.of(e));
        }
    }

    @Override
    public void pause(long millis) {
        await(millis, () -> Thread.currentThread().isInterrupted());
    }

    @Override
    public boolean await(long millis, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long step = TimeUnit.MICROSECONDS.toNanos(200);
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(Math.min(left, step));
            step = Math.min(step * 2, TimeUnit.MILLISECONDS.toNanos(10));
        }
        return true;
    }

    @Override
    public void close() {
        timers.shutdownNow();
        workers.shutdownNow();
    }
}
