package dev.notify.delivery;

import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One recipient on one channel of one notification, as it stands in the store.
 *
 * @param recipient the recipient's id; a bare address is masked
 * @param dueAt when it was planned for, or held until; once a try has failed, when it was first tried
 * @param doneAt when it reached its present state, if that is not PENDING
 * @param why the last decision or failure, in plain words
 * @param attempts every try so far, oldest first; empty where a query did not ask for them
 */
public record Delivery(
        DeliveryId id,
        NotificationId notification,
        String type,
        String recipient,
        ChannelName channel,
        DeliveryState state,
        Instant dueAt,
        @Nullable Instant doneAt,
        int tries,
        @Nullable String providerId,
        @Nullable String why,
        List<Attempt> attempts) {

    public Delivery {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        attempts = List.copyOf(attempts);
    }

    /** When it reached its present state. */
    public Optional<Instant> done() {
        return Optional.ofNullable(doneAt);
    }

    /** The last decision or failure. */
    public Optional<String> reason() {
        return Optional.ofNullable(why);
    }
}
