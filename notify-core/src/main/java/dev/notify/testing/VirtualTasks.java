package dev.notify.testing;

import dev.notify.internal.base.Tasks;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The tasks of one node, in a queue that all nodes of a test share. */
final class VirtualTasks implements Tasks {

    private final VirtualQueue queue;
    private volatile boolean still;
    private volatile boolean closed;

    VirtualTasks(VirtualQueue queue) {
        this.queue = queue;
    }

    @Override
    public Running run(Runnable task) {
        return queue.add(this, 0, task);
    }

    /** Nothing can be interrupted: what hangs has thrown {@link NeverReturns}. */
    @Override
    public Running current() {
        return () -> {};
    }

    @Override
    public Timer after(long millis, Runnable task) {
        return queue.add(this, millis, task);
    }

    /** A thread that waits: time passes for it, and for nobody else. */
    @Override
    public void pause(long millis) {
        queue.clock().move(Duration.ofMillis(millis));
    }

    @Override
    public boolean await(long millis, BooleanSupplier condition) {
        return queue.await(millis, condition);
    }

    /** Whether the node's process has been stopped for now. */
    boolean standsStill() {
        return still;
    }

    void standStill(boolean stop) {
        still = stop;
        if (!stop) {
            queue.bringBack();
        }
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
