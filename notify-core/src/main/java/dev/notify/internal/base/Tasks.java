package dev.notify.internal.base;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Where the service's own work runs: threads in production, one queue on a virtual clock in tests and simulations.
 *
 * <p>Nothing in the library starts a thread, waits or sets a timer by any other way, so that the whole engine runs single-threaded
 * and repeatably when it is given other tasks.
 */
public interface Tasks extends AutoCloseable {

    /** Runs this soon, beside others. What it throws is logged. */
    Running run(Runnable task);

    /** Runs this after so many milliseconds. */
    Timer after(long millis, Runnable task);

    /** Whatever runs now, in the calling thread. */
    Running current();

    /** Waits this long in the calling thread; ends early when interrupted, leaving the interrupt set. */
    void pause(long millis);

    /** Waits until this thread is unparked, or this long, or for no reason at all: whoever calls looks again. */
    default void park(long millis) {
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Waits until the condition holds or so many milliseconds have passed; returns whether it holds. */
    boolean await(long millis, BooleanSupplier condition);

    /** Ends every thread and timer; what runs is interrupted. */
    @Override
    void close();

    /** Something that runs. */
    @FunctionalInterface
    interface Running {
        /** Asks it to end. */
        void interrupt();
    }

    /** Something that will run. */
    @FunctionalInterface
    interface Timer {
        /** Keeps it from running, unless it has begun. */
        void cancel();
    }

    /** Thrown by a test's channel to play a call that never returns, where no thread can be spared to hang. */
    final class NeverReturns extends Error {

        private static final long serialVersionUID = 1L;

        /** Never returns. */
        public NeverReturns() {
            super("plays a call that never returns", null, false, false);
        }
    }
}
