package dev.notify.testing;

import dev.notify.NotificationService;
import dev.notify.store.Store;

/** One of several services on one store, in one test. */
public final class TestNode {

    private final NotificationService service;
    private final VirtualTasks tasks;
    private final Store store;

    TestNode(NotificationService service, VirtualTasks tasks, Store store) {
        this.service = service;
        this.tasks = tasks;
        this.store = store;
    }

    /** Its service. */
    public NotificationService notifications() {
        return service;
    }

    /** Its process stops for now, as under SIGSTOP or a long collection of garbage. */
    public void pause() {
        tasks.standStill(true);
    }

    /** Its process goes on where it stopped. */
    public void resume() {
        tasks.standStill(false);
    }

    /** Its process dies: what was in its memory is gone. */
    public void crash() {
        tasks.close();
        store.close();
    }
}
