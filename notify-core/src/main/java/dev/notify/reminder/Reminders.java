package dev.notify.reminder;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * All reminders about one subject, of whatever type and name. Safe for all threads; every call blocks for the store.
 *
 * <p>A change is one for each reminder request about the subject, whole or not at all: from the moment it is stored nothing goes out for
 * what was planned before, on any node, not even what a worker has in hand; only a message that a provider is being given at that
 * moment cannot be called back. Inside a host's transaction all of it becomes true with the host's commit.
 */
public interface Reminders {

    /** What is planned, or was cancelled, by type and name; empty if there never was anything. */
    List<ReminderPlan> plans();

    /**
     * The event begins at that moment now. What still waited is taken back and all reminders are planned anew, those that had gone out for
     * the old time among them; those whose time has passed for the new one are skipped, as the plan says. A calendar entry is moved.
     * What was cancelled stays so, and what is planned for that moment already is left.
     *
     * @return what is planned now; empty if there are no reminders about the subject
     * @throws dev.notify.model.InvalidInputException if the moment has passed, or is more than ten years away
     */
    List<ReminderPlan> moveTo(Instant moment);

    /** The event begins when a clock on the wall of that zone shows this time; see {@link #moveTo(Instant)}. */
    List<ReminderPlan> moveTo(LocalDateTime time, ZoneId zone);

    /** The same in the zone the event was given in; in the service's where it was given as a moment. */
    List<ReminderPlan> moveTo(LocalDateTime time);

    /**
     * The event does not take place: nothing more goes out, and what entered it into calendars takes it out again.
     *
     * @return how it stands now; empty if there are no reminders about the subject
     */
    List<ReminderPlan> cancel(String why);
}
