package dev.notify.delivery;

import dev.notify.model.NotificationId;
import java.util.List;

/**
 * What a cancel, reschedule or send-now reached.
 *
 * @param notifications the notifications it named
 * @param changed deliveries that were waiting and are changed now
 * @param inFlight deliveries that were being sent at that moment: a cancelled one is not tried again, but this try may reach its
 *     recipient
 * @param finished deliveries that had ended before
 */
public record Change(List<NotificationId> notifications, int changed, int inFlight, int finished) {

    public Change {
        notifications = List.copyOf(notifications);
    }
}
