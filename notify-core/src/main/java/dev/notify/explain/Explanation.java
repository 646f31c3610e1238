package dev.notify.explain;

import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What became of a notification and why, from what is stored. It holds no words, no data and no address.
 *
 * @param actor on whose behalf it was sent
 * @param deliveries by id, the order in which they were planned
 */
public record Explanation(
        NotificationId id,
        String type,
        Priority priority,
        Instant acceptedAt,
        String actor,
        List<ExplainedDelivery> deliveries) {

    public Explanation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(acceptedAt, "acceptedAt");
        Objects.requireNonNull(actor, "actor");
        deliveries = List.copyOf(deliveries);
    }

    /** For people: every delivery with all that happened to it, and what happens next. */
    public String asText() {
        return type + " " + id + ", " + priority + ", sent by " + actor
                + deliveries.stream().map(d -> "\n\n" + d.asText()).collect(Collectors.joining());
    }
}
