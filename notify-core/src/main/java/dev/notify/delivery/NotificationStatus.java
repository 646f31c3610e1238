package dev.notify.delivery;

import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a notification stands: what was asked, and every delivery with its attempts.
 *
 * @param standIns which of the deliveries stand in for others
 */
public record NotificationStatus(
        NotificationId id,
        String type,
        Priority priority,
        Instant acceptedAt,
        @Nullable String key,
        @Nullable String subject,
        @Nullable String correlation,
        List<Delivery> deliveries,
        List<StandIn> standIns,
        Optional<FanOut> fanOut) {

    /** A delivery that took the place of another of the same recipient, by another channel. */
    public record StandIn(DeliveryId of, DeliveryId by) {
        public StandIn {
            Objects.requireNonNull(of, "of");
            Objects.requireNonNull(by, "by");
        }
    }

    public NotificationStatus {
        standIns = List.copyOf(standIns);
        Objects.requireNonNull(id, "id");
        deliveries = List.copyOf(deliveries);
        Objects.requireNonNull(fanOut, "fanOut");
    }

    /** What it is about. */
    public Optional<String> about() {
        return Optional.ofNullable(subject);
    }

    /** Whether no delivery waits any more, and none is still to be made. */
    public boolean finished() {
        boolean allMade = fanOut.map(f -> f.state().isOver()).orElse(true);
        return allMade && deliveries.stream().noneMatch(d -> d.state().isPending());
    }
}
