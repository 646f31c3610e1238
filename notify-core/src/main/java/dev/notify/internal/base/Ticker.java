package dev.notify.internal.base;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A body that runs every so often while there is something to look after, and costs nothing while there is not.
 *
 * <p>Whoever adds something calls {@link #arm()} afterwards; from then on the body runs after each interval, once more after the last
 * thing has gone, and then no more. What the body throws is logged by the tasks and does not end the ticking. Safe for all threads.
 */
public final class Ticker {

    private final Tasks tasks;
    private final long everyMillis;
    private final BooleanSupplier wanted;
    private final Runnable body;
    private final AtomicBoolean armed = new AtomicBoolean();
    private volatile boolean ended = true;

    /** Runs the body every so many milliseconds while it is wanted; not before {@link #start()}. */
    public Ticker(Tasks tasks, long everyMillis, BooleanSupplier wanted, Runnable body) {
        this.tasks = tasks;
        this.everyMillis = everyMillis;
        this.wanted = wanted;
        this.body = body;
    }

    /** Begins, or begins again. */
    public void start() {
        ended = false;
        if (wanted.getAsBoolean()) {
            arm();
        }
    }

    /** Ends it: the body begins no more. */
    public void stop() {
        ended = true;
    }

    /** There is something to look after. */
    public void arm() {
        if (!ended && !armed.get() && armed.compareAndSet(false, true)) {
            next();
        }
    }

    private void tick() {
        try {
            if (!ended) {
                body.run();
            }
        } finally {
            goOn();
        }
    }

    private void goOn() {
        if (!ended && wanted.getAsBoolean()) {
            next();
            return;
        }
        armed.set(false);
        if (wanted.getAsBoolean()) {
            arm(); // it came while this was giving up, and found it armed
        }
    }

    private void next() {
        try {
            tasks.after(everyMillis, this::tick);
        } catch (RuntimeException | Error e) {
            armed.set(false); // so that whoever comes next tries again
            throw e;
        }
    }
}
