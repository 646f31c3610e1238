package dev.notify.simulation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Lives many seeds, two at a time, and adds up what was seen. */
final class Seeds {

    static final int STEPS = 60;

    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> seen = Collections.synchronizedMap(new TreeMap<>());
    private final AtomicLong next;
    private final long from;
    private final long end;
    private final long startedAt = System.nanoTime();
    private double seconds;

    private Seeds(long from, int count) {
        this.from = from;
        this.next = new AtomicLong(from);
        this.end = from + count;
    }

    /** Says what happened in the life of one seed. */
    public static void main(String[] seed) {
        System.out.println(trace(Long.parseLong(seed[0])));
        System.exit(0);
    }

    /** Lives these seeds. */
    static Seeds run(long from, int count) {
        Seeds run = new Seeds(from, count);
        ForkJoinPool pool = new ForkJoinPool(AT_ONCE);
        try {
            List<ForkJoinTask<?>> workers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                workers.add(pool.submit(run::work));
            }
            workers.forEach(ForkJoinTask::join);
        } finally {
            pool.shutdown();
        }
        run.seconds = (System.nanoTime() - run.startedAt) / 1e9;
        Collections.sort(run.failures);
        return run;
    }

    /** What happened in the life of this seed, as a number. */
    static long trace(long seed) {
        SimWorld world = SimWorld.drawn(seed, (store, life) -> store).live(STEPS);
        return world.time().trace();
    }

    private void work() {
        for (long seed = next.getAndIncrement(); seed < end && failures.size() < 20; seed = next.getAndIncrement()) {
            List<String> broken = live(seed);
            if (!broken.isEmpty()) {
                failures.add("seed " + seed + " (repeat it with -Dnotify.sim.seed=" + seed + "): " + broken.size()
                        + " broken, first " + broken.get(0));
            }
        }
    }

    private List<String> live(long seed) {
        try {
            SimWorld world = SimWorld.drawn(seed, (store, life) -> store).live(STEPS);
            world.seen().forEach((what, times) -> seen.merge(what, times, Integer::sum));
            return Invariants.broken(world);
        } catch (RuntimeException | Error e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return List.of("the simulation itself failed: " + trace);
        }
    }

    List<String> failures() {
        return failures;
    }

    /** What was seen in all of them, and how often. */
    Map<String, Integer> seen() {
        return seen;
    }

    /** How fast. */
    String figure() {
        long lives = Math.min(next.get(), end) - from;
        return String.format("simulation: %d lives in %.1f s, %.0f a second", lives, seconds, lives / seconds);
    }

    /** How fast, and what was seen. */
    String figures() {
        return seen.entrySet().stream()
                .map(e -> e.getValue() + " x " + e.getKey())
                .collect(Collectors.joining(System.lineSeparator(), figure() + System.lineSeparator(), ""));
    }
}
