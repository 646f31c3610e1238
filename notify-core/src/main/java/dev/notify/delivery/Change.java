package dev.notify.delivery;

import dev.notify.model.NotificationId;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a cancel, reschedule or send-now reached.
 *
 * @param notifications the notifications it named
 * @param changed deliveries that were waiting and are changed now
 * @param inFlight deliveries that a node held at that moment, to send them: a cancelled one is not tried again, but the try under
 *     way may reach its recipient. One that only waited for its turn is dropped if this node holds it
 * @param finished deliveries that had ended before
 * @param fanOuts notifications whose deliveries were not all made yet: those still to come are stopped, or moved with the others
 */
public record Change(List<NotificationId> notifications, int changed, int inFlight, int finished, int fanOuts) {

    /** Nothing was named. */
    public static final Change NOTHING = new Change(List.of(), 0, 0, 0, 0);

    public Change {
        notifications = List.copyOf(notifications);
    }

    /** Both together. */
    public Change and(Change other) {
        return new Change(
                Stream.concat(notifications.stream(), other.notifications.stream())
                        .toList(),
                changed + other.changed,
                inFlight + other.inFlight,
                finished + other.finished,
                fanOuts + other.fanOuts);
    }
}
