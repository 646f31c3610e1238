package dev.notify.model;

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
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
