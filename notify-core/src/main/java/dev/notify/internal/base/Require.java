package dev.notify.internal.base;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Checks of arguments, for compact constructors and setters.
 *
 * <p>Each check returns the value it was given, so that it can stand in an assignment. A value that does not pass is
 * refused with an {@link IllegalArgumentException} whose message begins with the name of the argument and says what to
 * give instead. The message never repeats the value: it may be an address or a patient's name.
 */
public final class Require {

    private Require() {}

    /**
     * A value that is there.
     *
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing: give a value");
        }
        return value;
    }

    /**
     * A text with at least one visible character. White space around it is dropped.
     *
     * @throws IllegalArgumentException if it is null or blank
     */
    public static String text(@Nullable String value, String name) {
        String text = present(value, name).strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + " is blank: give at least one visible character");
        }
        return text;
    }

    /**
     * A text with at least one visible character and at most {@code maxLength} characters once the white space around
     * it is dropped.
     *
     * @throws IllegalArgumentException if it is null, blank or too long
     */
    public static String text(@Nullable String value, String name, int maxLength) {
        String text = text(value, name);
        if (text.length() > maxLength) {
            throw new IllegalArgumentException(
                    name + " has " + text.length() + " characters: give at most " + maxLength);
        }
        return text;
    }

    /**
     * A text without control characters, such as line breaks, tabs and NUL. It may be empty.
     *
     * @throws IllegalArgumentException if it is null or has a control character
     */
    public static String noControlChars(@Nullable String value, String name) {
        String text = present(value, name);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                throw new IllegalArgumentException(String.format(
                        "%s has the control character U+%04X at position %d: give a single line of plain text",
                        name, (int) c, i));
            }
        }
        return text;
    }

    /**
     * A duration longer than zero.
     *
     * @throws IllegalArgumentException if it is null, zero or negative
     */
    public static Duration positive(@Nullable Duration value, String name) {
        Duration duration = present(value, name);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " is " + duration + ": give a duration longer than zero");
        }
        return duration;
    }

    /**
     * A number greater than zero.
     *
     * @throws IllegalArgumentException if it is zero or negative
     */
    public static int positive(int value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is " + value + ": give a number greater than zero");
        }
        return value;
    }
}
