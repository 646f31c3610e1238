package dev.notify.jdbc.internal.fuse;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls that may never come back, made by a thread that nobody needs. */
final class Aside {

    /** A call of H2's. */
    @FunctionalInterface
    interface Call {
        void run() throws Exception;
    }

    private Aside() {}

    /** Makes a call and waits for it no longer than so many milliseconds; false if it failed, or has not come back. */
    static boolean run(String name, int millis, Call call) {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            call.run();
            return true;
        });
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger(Fuse.class.getName()).log(System.Logger.Level.DEBUG, "H2 did not end in order", e);
        }
        return false;
    }
}
