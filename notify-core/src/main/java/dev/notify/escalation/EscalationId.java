package dev.notify.escalation;

import dev.notify.model.InvalidInputException;
import java.util.Objects;
import java.util.UUID;

/** Names one escalation; a time-ordered UUID (version 7). */
public record EscalationId(UUID value) {

    public EscalationId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Reads the text form, as {@link #toString()} writes it.
     *
     * @throws InvalidInputException if it is not a UUID
     */
    public static EscalationId parse(String text) {
        try {
            return new EscalationId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("id", "is not a UUID: take it from a receipt");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
