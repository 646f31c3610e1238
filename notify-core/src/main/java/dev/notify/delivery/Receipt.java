package dev.notify.delivery;

import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code send} returns: the notification is stored and will be delivered.
 *
 * @param deliveries how many deliveries it became
 * @param planned the first of them, at most 20
 * @param replayed whether it was sent before under the same key; the receipt is then the first one's
 * @param dataDiffers whether a replayed request came with other data than the first; the first one's counts
 * @param fanOut where it is for groups, or for very many: their deliveries are made later, and only those made by now are counted
 */
public record Receipt(
        NotificationId id,
        int deliveries,
        List<Planned> planned,
        boolean replayed,
        boolean dataDiffers,
        Optional<FanOut> fanOut) {

    /** The most planned deliveries a receipt lists. */
    public static final int MAX_PLANNED = 20;

    /** A delivery as it was planned; {@code why} says what holds or closes it, empty if nothing does. */
    public record Planned(
            DeliveryId id, String recipient, ChannelName channel, DeliveryState state, Instant dueAt, String why) {
        public Planned {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(why, "why");
        }
    }

    public Receipt {
        Objects.requireNonNull(id, "id");
        planned = List.copyOf(planned);
        Objects.requireNonNull(fanOut, "fanOut");
    }
}
