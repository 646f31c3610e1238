package dev.notify.jdbc.internal.listen;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Listens on a connection and a thread of its own, and wakes whoever asked.
 *
 * <p>It tries itself out first, and is quietly not there where it does not work, as behind a pooler. A lost connection is taken anew.
 * Ends with {@link #close()}.
 */
public final class Listener implements AutoCloseable {

    private static final int TEST_MILLIS = 2_000;
    private static final int HEAR_MILLIS = 1_000;
    private static final int PAUSE_MILLIS = 2_000;

    private final DataSource source;
    private final String channel;
    private final Runnable say;
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Listener(DataSource source, String channel, Runnable say, PostgresEar ear) {
        this.source = source;
        this.say = say;
        this.channel = channel;
        this.thread = new Thread(() -> hear(ear), "notify-jdbc-listener");
        this.thread.setDaemon(true);
    }

    /** Starts listening, if what {@code say} says is heard. */
    public static Optional<Listener> start(DataSource source, String channel, Runnable say) {
        PostgresEar ear = null;
        try {
            ear = PostgresEar.open(source, channel);
            say.run();
            if (ear.hears(TEST_MILLIS)) {
                Listener listener = new Listener(source, channel, say, ear);
                listener.thread.start();
                return Optional.of(listener);
            }
        } catch (SQLException | RuntimeException | LinkageError e) {
            System.getLogger(Listener.class.getName())
                    .log(System.Logger.Level.DEBUG, "Listening does not work here", e);
        }
        if (ear != null) {
            ear.close();
        }
        return Optional.empty();
    }

    /** Wakes this one too. */
    public void add(Runnable wake) {
        wakes.add(wake);
    }

    private void hear(PostgresEar first) {
        PostgresEar ear = first;
        while (!isClosing(0)) {
            try {
                if (ear == null) {
                    ear = PostgresEar.open(source, channel);
                    wakeAll();
                }
                if (ear.hears(HEAR_MILLIS)) {
                    wakeAll();
                }
            } catch (SQLException | RuntimeException e) {
                close(ear);
                ear = null;
                isClosing(PAUSE_MILLIS);
            }
        }
        close(ear);
    }

    private static void close(@Nullable PostgresEar ear) {
        if (ear != null) {
            ear.close();
        }
    }

    private boolean isClosing(int millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void wakeAll() {
        for (Runnable wake : wakes) {
            try {
                wake.run();
            } catch (RuntimeException e) {
                System.getLogger(Listener.class.getName()).log(System.Logger.Level.WARNING, "A wake-up failed", e);
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            say.run();
        } catch (RuntimeException e) {
            System.getLogger(Listener.class.getName())
                    .log(System.Logger.Level.DEBUG, "The listener ends at its next look", e);
        }
        try {
            thread.join(2L * HEAR_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
