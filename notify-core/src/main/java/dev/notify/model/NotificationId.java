package dev.notify.model;

import dev.notify.internal.base.UuidV7;
import java.util.Objects;
import java.util.UUID;

/** Names one accepted notification; a time-ordered UUID (version 7). */
public record NotificationId(UUID value) implements Comparable<NotificationId> {

    public NotificationId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Reads the text form, as {@link #toString()} writes it.
     *
     * @throws InvalidInputException if it is not a UUID
     */
    public static NotificationId parse(String text) {
        try {
            return new NotificationId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("id", "is not a UUID: take it from a receipt");
        }
    }

    @Override
    public int compareTo(NotificationId other) {
        return UuidV7.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
