package dev.notify.internal.announce;

import dev.notify.event.Health;
import dev.notify.event.NotificationEvent;
import dev.notify.event.NotificationListener;
import dev.notify.internal.base.LogContext;
import dev.notify.internal.base.Pulse;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.Trace;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events on their way to the listeners: one after the other, bounded, dropping the oldest. */
final class EventQueue {

    private static final Logger LOG = LoggerFactory.getLogger("dev.notify.listeners");
    private static final int MOST = 10_000;
    private static final String LISTENERS = "listeners";

    private final List<NotificationListener> listeners;
    private final HealthBoard board;
    private final ArrayDeque<NotificationEvent> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Pulse pulse;
    private long dropped;

    EventQueue(Tasks tasks, List<NotificationListener> listeners, HealthBoard board) {
        this.listeners = listeners;
        this.board = board;
        this.pulse = new Pulse(tasks, this::tellAll);
    }

    void add(NotificationEvent event) {
        if (listeners.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            if (waiting.size() >= MOST) {
                waiting.removeFirst();
                dropped++;
            }
            waiting.addLast(event);
        } finally {
            lock.unlock();
        }
        pulse.wake();
    }

    boolean idle() {
        lock.lock();
        try {
            return waiting.isEmpty() && pulse.idle();
        } finally {
            lock.unlock();
        }
    }

    private void tellAll() {
        NotificationEvent event = next();
        while (event != null) {
            boolean fine = true;
            for (NotificationListener listener : listeners) {
                fine &= tell(listener, event);
            }
            if (fine) {
                board.clear(LISTENERS);
            }
            event = next();
        }
    }

    private @Nullable NotificationEvent next() {
        lock.lock();
        try {
            if (dropped > 0) {
                LOG.warn("listeners are slower than events: dropped={}", dropped);
                dropped = 0;
            }
            return waiting.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Whether this listener took it. */
    private boolean tell(NotificationListener listener, NotificationEvent event) {
        LogContext context = EventLog.contextOf(event);
        try {
            listener.on(event);
            return true;
        } catch (Throwable e) {
            LOG.warn(
                    "a listener failed event={} listener={}",
                    event.getClass().getSimpleName(),
                    listener.getClass().getName(),
                    Trace.of(e));
            String what =
                    listener.getClass().getName() + " threw " + e.getClass().getName() + ": it missed an event";
            board.raise(new Health.Finding(Health.Status.DEGRADED, LISTENERS, what));
            return false;
        } finally {
            context.end();
        }
    }
}
