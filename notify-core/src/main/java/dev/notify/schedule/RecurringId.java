package dev.notify.schedule;

import dev.notify.model.InvalidInputException;
import java.util.Objects;
import java.util.UUID;

/** Names what comes again; a time-ordered UUID (version 7). */
public record RecurringId(UUID value) {

    public RecurringId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Reads the text form, as {@link #toString()} writes it.
     *
     * @throws InvalidInputException if it is not a UUID
     */
    public static RecurringId parse(String text) {
        try {
            return new RecurringId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("id", "is not a UUID: take it from Recurring.id()");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
