package dev.notify.report;

import dev.notify.model.DeliveryId;
import java.util.Objects;

/** Whoever a message reached takes on what it is about: they pressed the key they were asked to. Immutable. */
public record Taking(DeliveryId delivery) implements Heard {

    public Taking {
        Objects.requireNonNull(delivery, "delivery");
    }
}
