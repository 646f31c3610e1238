package dev.notify.reminder;

import dev.notify.model.NotificationId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is planned of one reminder request.
 *
 * @param type the type it is of
 * @param name what tells it from others of its type about the same subject; empty if nothing does
 * @param event when the event begins
 * @param reminders one for each time that was asked for, the earliest first
 * @param entry what enters the event into calendars, or takes it out of them
 * @param isCancelled whether it was cancelled
 * @param replayed whether this call found everything as it was asked for, and changed nothing
 */
public record ReminderPlan(
        String type,
        String name,
        Instant event,
        List<PlannedReminder> reminders,
        Optional<NotificationId> entry,
        boolean isCancelled,
        boolean replayed) {

    public ReminderPlan {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(event, "event");
        reminders = List.copyOf(reminders);
        Objects.requireNonNull(entry, "entry");
    }

    /** Those of which nothing goes out. */
    public List<PlannedReminder> skipped() {
        return reminders.stream().filter(PlannedReminder::isSkipped).toList();
    }
}
