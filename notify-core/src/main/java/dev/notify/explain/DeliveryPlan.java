package dev.notify.explain;

import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a notification if it were sent at that moment and nothing changed afterwards: decided by the same code that
 * decides when it is sent. Nothing of it is stored. {@code toString} does not show the words, {@link #asText()} does.
 *
 * @param askedAt when it was asked
 * @param dueAt when the request is due, as a moment
 * @param firstSent the notification that was sent before under the same key and would be returned in its place; null for none
 * @param deliveries one for each recipient on each channel, in the order of the request, then those of its groups; none where it was sent
 *     before. Of very many, the first
 * @param notes how many belong to its groups by now, and how many of all are not among {@code deliveries}
 */
public record DeliveryPlan(
        String type,
        Priority priority,
        Instant askedAt,
        Instant dueAt,
        @Nullable NotificationId firstSent,
        List<PlannedDelivery> deliveries,
        List<String> notes) {

    /** Of a request without groups, all of whose deliveries are told. */
    public DeliveryPlan(
            String type,
            Priority priority,
            Instant askedAt,
            Instant dueAt,
            @Nullable NotificationId firstSent,
            List<PlannedDelivery> deliveries) {
        this(type, priority, askedAt, dueAt, firstSent, deliveries, List.of());
    }

    public DeliveryPlan {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(askedAt, "askedAt");
        Objects.requireNonNull(dueAt, "dueAt");
        deliveries = List.copyOf(deliveries);
        notes = List.copyOf(notes);
    }

    /** The notification that holds the same key: {@code send} would return its receipt and store nothing. */
    public Optional<NotificationId> sentBefore() {
        return Optional.ofNullable(firstSent);
    }

    /** For people: every delivery with its verdict, its steps and its words. */
    public String asText() {
        String first =
                firstSent == null ? "" : "\nsent before under the same key, as " + firstSent + ": nothing is sent";
        String said = notes.stream().map(note -> "\n" + note).collect(Collectors.joining());
        return type + ", " + priority + first + said
                + deliveries.stream().map(d -> "\n\n" + d.asText()).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return "DeliveryPlan[" + type + ", " + deliveries.size() + " deliveries]";
    }
}
