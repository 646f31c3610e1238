package dev.notify.testing.laws.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Several at once, on threads that end with the law. */
public final class Together {

    private static final int LONGEST_SECONDS = 120;

    private Together() {}

    /** Runs so many at the same moment and gives what each returned; none may take longer than two minutes. */
    public static <T> List<T> together(int count, IntFunction<Callable<T>> task) throws Exception {
        ExecutorService threads = threads(count);
        try {
            CyclicBarrier start = new CyclicBarrier(count);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Callable<T> one = task.apply(i);
                running.add(threads.submit(() -> {
                    start.await(LONGEST_SECONDS, TimeUnit.SECONDS);
                    return one.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get(LONGEST_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** So many threads with names. */
    public static ExecutorService threads(int count) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory plain = Executors.defaultThreadFactory();
        return Executors.newFixedThreadPool(count, run -> {
            Thread thread = plain.newThread(run);
            thread.setName("notify-laws-" + number.incrementAndGet());
            return thread;
        });
    }
}
