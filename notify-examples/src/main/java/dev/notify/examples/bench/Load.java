package dev.notify.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that do the same thing over and over. */
final class Load {

    private Load() {}

    /** What one thread does over and over; it returns how many were done, and 0 when nothing is left. */
    interface Step {
        int run() throws Exception;
    }

    /** Makes each thread's step, with a connection of its own where it needs one. */
    interface Steps {
        Step next() throws Exception;
    }

    /** Repeats with so many threads for so long; returns how many were done in a second. */
    static double perSecond(int threads, long millis, Steps steps) throws Exception {
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

    /** Repeats with so many threads until so many are done. */
    static void times(int threads, int count, Step step) throws Exception {
        List<Step> each = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            each.add(step);
        }
        int share = (count + threads - 1) / threads;
        inParallel(each, one -> {
            long done = 0;
            while (done < share) {
                done += one.run();
            }
            return done;
        });
    }

    static double seconds(long nanos) {
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
