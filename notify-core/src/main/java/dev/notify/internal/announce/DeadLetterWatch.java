package dev.notify.internal.announce;

import dev.notify.delivery.DeliveryState;
import dev.notify.event.NotificationEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the dead letters of the past hour on this node. Safe for all threads. */
final class DeadLetterWatch {

    static final long HOUR = Duration.ofHours(1).toMillis();

    private final int worrying;
    private final Deque<Long> latest = new ArrayDeque<>();

    /** @param worrying how many in an hour are too many; 0 for any number being fine */
    DeadLetterWatch(int worrying) {
        this.worrying = worrying;
    }

    /** Whether there are too many with this one. */
    boolean tooMany(NotificationEvent event) {
        boolean dead = event instanceof NotificationEvent.Finished finished && finished.state() == DeliveryState.FAILED;
        return dead && worrying > 0 && counted(event.at().toEpochMilli());
    }

    private synchronized boolean counted(long at) {
        latest.addLast(at);
        while (latest.size() > worrying) {
            latest.removeFirst();
        }
        return latest.size() == worrying && latest.getFirst() > at - HOUR;
    }

    int worrying() {
        return worrying;
    }
}
