package dev.notify.internal.base;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A body that runs once for any number of calls to {@link #wake()} made before it begins, and never twice at once.
 *
 * <p>A wake during a run means one more run. A body that throws is logged by the tasks' logger and stays usable: the pulse never
 * dies.
 */
public final class Pulse {

    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int WOKEN = 2;

    private final Tasks tasks;
    private final Runnable body;
    private final AtomicInteger state = new AtomicInteger(IDLE);

    /** A pulse that beats on these tasks. */
    public Pulse(Tasks tasks, Runnable body) {
        this.tasks = tasks;
        this.body = body;
    }

    /** Sees to it that the body runs after this call. */
    public void wake() {
        if (state.getAndSet(WOKEN) == IDLE) {
            begin();
        }
    }

    private void beat() {
        state.set(RUNNING);
        try {
            body.run();
        } finally {
            if (!state.compareAndSet(RUNNING, IDLE)) {
                begin();
            }
        }
    }

    /** Where no thread can be had, the next wake begins anew. */
    private void begin() {
        try {
            tasks.run(this::beat);
        } catch (RuntimeException | Error e) {
            state.set(IDLE);
            throw e;
        }
    }

    /** Whether it neither runs nor is about to. */
    public boolean idle() {
        return state.get() == IDLE;
    }
}
