package dev.notify.testing;

import dev.notify.internal.base.Tasks;

/** A task of one node, to be run at a moment of the virtual clock. */
final class VirtualTask implements Tasks.Timer, Tasks.Running {

    private final VirtualTasks node;
    private final long at;
    private final long order;
    private final Runnable body;
    private volatile boolean cancelled;

    VirtualTask(VirtualTasks node, long at, long order, Runnable body) {
        this.node = node;
        this.at = at;
        this.order = order;
        this.body = body;
    }

    VirtualTasks node() {
        return node;
    }

    long at() {
        return at;
    }

    long order() {
        return order;
    }

    Runnable body() {
        return body;
    }

    boolean cancelled() {
        return cancelled;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void interrupt() {
        cancelled = true;
    }
}
