package dev.notify.reminder;

import dev.notify.model.NotificationId;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.Objects;
import java.util.Optional;

/**
 * One reminder of several.
 *
 * @param before how long before the event, a {@link java.time.Period} or a {@link java.time.Duration}
 * @param at when that is
 * @param notification what goes out; empty where it was skipped
 * @param why why it was skipped, or goes out at another time; empty otherwise
 */
public record PlannedReminder(TemporalAmount before, Instant at, Optional<NotificationId> notification, String why) {

    public PlannedReminder {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(notification, "notification");
        Objects.requireNonNull(why, "why");
    }

    /** Whether nothing goes out for it. */
    public boolean isSkipped() {
        return notification.isEmpty();
    }
}
