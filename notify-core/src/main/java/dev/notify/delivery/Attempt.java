package dev.notify.delivery;

import dev.notify.model.DeliveryId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One try at a delivery: who tried, when, and what the channel answered. */
public record Attempt(
        DeliveryId delivery,
        int number,
        String node,
        Instant startedAt,
        Instant endedAt,
        String outcome,
        @Nullable String reason) {

    public Attempt {
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** Why it did not go out, for operators. */
    public Optional<String> why() {
        return Optional.ofNullable(reason);
    }
}
