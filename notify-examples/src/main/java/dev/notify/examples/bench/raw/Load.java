package dev.notify.examples.bench.raw;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that do the same thing over and over. */
public final class Load {

    private Load() {}

    /** What one thread does over and over; it returns how many were done, and 0 when nothing is left. */
    public interface Step {
        int run() throws Exception;
    }

    /** Makes each thread's step, with a connection of its own where it needs one. */
    public interface Steps {
        Step next() throws Exception;
    }

    /** Repeats with so many threads for so long; returns how many were done in a second. */
    public static double perSecond(int threads, long millis, Steps steps) throws Exception {
        List<Step> each = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            each.add(steps.next());
        }
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        long done = inParallel(each, step -> {
            long count = 0;
            int last = 1;
            while (last > 0 && System.nanoTime() < end) {
                last = step.run();
                count += last;
            }
            return count;
        });
        return done / seconds(System.nanoTime() - start);
    }

    /** Does so many, spread over so many threads. */
    public static void times(int threads, int count, Step step) throws Exception {
        AtomicInteger left = new AtomicInteger(count);
        inParallel(Collections.nCopies(threads, step), one -> {
            long done = 0;
            while (left.getAndDecrement() > 0) {
                done += one.run();
            }
            return done;
        });
    }

    /** As seconds. */
    public static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private interface Loop {
        long repeat(Step step) throws Exception;
    }

    private static long inParallel(List<Step> steps, Loop loop) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(steps.size());
        try {
            List<Future<Long>> running = new ArrayList<>();
            for (Step step : steps) {
                running.add(threads.submit(() -> loop.repeat(step)));
            }
            long done = 0;
            for (Future<Long> one : running) {
                done += one.get();
            }
            return done;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A step of the benchmark failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
