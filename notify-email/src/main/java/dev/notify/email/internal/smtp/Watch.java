package dev.notify.email.internal.smtp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that cuts connections whose time is up, also those that hang in a write, and has idle ones closed. */
final class Watch {

    private final Set<GuardedSocket> sockets = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor thread;

    /** Looks this often. */
    Watch(String name, long millis, Runnable also) {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread t = new Thread(task, name);
            t.setDaemon(true);
            return t;
        });
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                () -> {
                    sockets.stream().filter(GuardedSocket::overdue).forEach(GuardedSocket::cut);
                    also.run();
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    void add(GuardedSocket socket) {
        sockets.add(socket);
    }

    void remove(GuardedSocket socket) {
        sockets.remove(socket);
    }

    /** Ends the thread and cuts what is left. */
    void close() {
        thread.shutdownNow();
        sockets.forEach(GuardedSocket::cut);
    }
}
