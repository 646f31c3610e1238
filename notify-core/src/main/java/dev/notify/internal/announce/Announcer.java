package dev.notify.internal.announce;

import dev.notify.event.Health;
import dev.notify.event.NotificationEvent;
import dev.notify.event.NotificationListener;
import dev.notify.internal.base.Tasks;
import java.util.List;
import java.util.function.Consumer;

/** Tells the outside what happened and how the service is. Never throws, never blocks. Safe for all threads. */
public final class Announcer {

    private final Tasks tasks;
    private final EventQueue events;
    private final DeadLetterWatch deadLetters;
    private final HealthBoard board = new HealthBoard();
    private volatile Consumer<NotificationEvent> follower = event -> {};

    /** Tells these listeners. */
    public Announcer(Tasks tasks, List<NotificationListener> listeners) {
        this(tasks, listeners, 0);
    }

    /**
     * Tells these listeners, and health once there are so many dead letters in an hour.
     *
     * @param worrying 0 for never
     */
    public Announcer(Tasks tasks, List<NotificationListener> listeners, int worrying) {
        this.tasks = tasks;
        this.deadLetters = new DeadLetterWatch(worrying);
        this.events = new EventQueue(tasks, listeners, board);
    }

    /** Tells every listener, soon and in order. */
    public void tell(NotificationEvent event) {
        EventLog.write(event);
        if (deadLetters.tooMany(event)) {
            raiseFor(
                    DeadLetterWatch.HOUR,
                    Health.Status.DEGRADED,
                    "dead-letters",
                    "grow: " + deadLetters.worrying()
                            + " or more deliveries failed on this node within an hour. See deadLetters()");
        }
        follower.accept(event);
        events.add(event);
    }

    /** Tells this one, too, and before the others: it neither throws nor waits. */
    public void follow(Consumer<NotificationEvent> next) {
        follower = next;
    }

    /** Puts a finding up; one for each place. A new one replaces the old. */
    public void raise(Health.Status status, String where, String what) {
        board.raise(new Health.Finding(status, where, what));
    }

    /** Puts a finding up that takes itself down after so many milliseconds, unless it is put up anew. */
    public void raiseFor(long millis, Health.Status status, String where, String what) {
        Health.Finding finding = new Health.Finding(status, where, what);
        board.raise(finding);
        tasks.after(millis, () -> board.clear(finding));
    }

    /** The host's own code failed as it may not: it is called again, and until that goes well somebody should look. */
    public void threw(String where, Throwable e) {
        raise(Health.Status.DEGRADED, where, "threw " + e.getClass().getName() + ": what it was for is tried again");
    }

    /** Takes the finding of a place down. */
    public void clear(String where) {
        board.clear(where);
    }

    /** How the service is. */
    public Health health() {
        return board.health();
    }

    /** Whether every event has been told. */
    public boolean idle() {
        return events.idle();
    }
}
