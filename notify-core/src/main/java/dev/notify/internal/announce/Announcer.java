package dev.notify.internal.announce;

import dev.notify.event.Health;
import dev.notify.event.NotificationEvent;
import dev.notify.event.NotificationListener;
import dev.notify.internal.base.Tasks;
import java.util.List;

/** Tells the outside what happened and how the service is. Never throws, never blocks. Safe for all threads. */
public final class Announcer {

    private final Tasks tasks;
    private final EventQueue events;
    private final HealthBoard board = new HealthBoard();

    /** Tells these listeners. */
    public Announcer(Tasks tasks, List<NotificationListener> listeners) {
        this.tasks = tasks;
        this.events = new EventQueue(tasks, listeners, board);
    }

    /** Tells every listener, soon and in order. */
    public void tell(NotificationEvent event) {
        EventLog.write(event);
        events.add(event);
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
