package dev.notify.delivery;

import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a notification stands: what was asked, and every delivery with its attempts. */
public record NotificationStatus(
        NotificationId id,
        String type,
        Priority priority,
        Instant acceptedAt,
        @Nullable String key,
        @Nullable String subject,
        @Nullable String correlation,
        List<Delivery> deliveries,
        Optional<FanOut> fanOut) {

    public NotificationStatus {
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
