package dev.notify.event;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.FanOut;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Tenant;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that happened, told after the commit that made it so. It holds ids and reasons, never words or addresses. */
public sealed interface NotificationEvent {

    /** When. */
    Instant at();

    /** What it is about. */
    About about();

    /** The notification, and what the host calls it. */
    record About(
            NotificationId notification,
            Tenant tenant,
            String type,
            @Nullable String correlation) {
        public About {
            Objects.requireNonNull(notification, "notification");
        }

        /** The host's correlation id. */
        public Optional<String> correlationId() {
            return Optional.ofNullable(correlation);
        }
    }

    /** The delivery an event is about. */
    record Of(DeliveryId id, String recipient, ChannelName channel, int attempt) {
        public Of {
            Objects.requireNonNull(id, "id");
        }
    }

    /** A notification is stored. Inside a host's transaction, told once that has committed. */
    record Accepted(Instant at, About about, int deliveries) implements NotificationEvent {}

    /** Every delivery of a notification to groups, or to very many, is made; or none, for reasons among its notes. */
    record FannedOut(Instant at, About about, FanOut fanOut) implements NotificationEvent {}

    /** A delivery waits, and why. */
    record Held(Instant at, About about, Of delivery, Instant until, String why) implements NotificationEvent {}

    /** A try failed; there will be another. */
    record Retrying(Instant at, About about, Of delivery, Instant next, String why) implements NotificationEvent {}

    /** A delivery reached a state it stays in, unless a provider or an operator says otherwise. */
    record Finished(
            Instant at,
            About about,
            Of delivery,
            DeliveryState state,
            @Nullable String why) implements NotificationEvent {}

    /**
     * Occurrences of something that comes again were missed and are not sent: it was too late for them. What it is about has the id of the
     * recurrence in place of a notification's, since none was made.
     *
     * @param first the first of them, by its local time
     * @param last the last of them
     */
    record TooLate(Instant at, About about, LocalDateTime first, LocalDateTime last, ZoneId zone, long occurrences)
            implements NotificationEvent {}

    /** Somebody changed what was waiting: {@code what} is cancel, reschedule, send-now, or retry for a dead letter. */
    record Changed(Instant at, About about, String what, String actor, int deliveries) implements NotificationEvent {}
}
