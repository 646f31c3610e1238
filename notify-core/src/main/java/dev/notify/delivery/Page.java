package dev.notify.delivery;

import dev.notify.model.DeliveryId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of deliveries, newest first; {@link #next()} is what to hand to {@code DeliveryQuery.after} for the page that follows. */
public record Page(List<Delivery> deliveries, @Nullable DeliveryId last) {

    public Page {
        deliveries = List.copyOf(deliveries);
    }

    /** Where the next page begins; empty on the last one. */
    public Optional<DeliveryId> next() {
        return Optional.ofNullable(last);
    }
}
