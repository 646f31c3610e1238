package dev.notify.model;

import dev.notify.internal.base.UuidV7;
import java.util.Objects;
import java.util.UUID;

/** Names one recipient on one channel of a notification; a time-ordered UUID (version 7). */
public record DeliveryId(UUID value) implements Comparable<DeliveryId> {

    public DeliveryId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Reads the text form, as {@link #toString()} writes it.
     *
     * @throws InvalidInputException if it is not a UUID
     */
    public static DeliveryId parse(String text) {
        try {
            return new DeliveryId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("id", "is not a UUID: take it from a receipt");
        }
    }

    @Override
    public int compareTo(DeliveryId other) {
        return UuidV7.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
