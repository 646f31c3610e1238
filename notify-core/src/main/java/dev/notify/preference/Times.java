package dev.notify.preference;

import dev.notify.model.InvalidInputException;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/** Reads times of day. */
final class Times {

    private Times() {}

    static LocalTime parse(String field, String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException(field, "is no time of day: write it like 22:00");
        }
    }
}
