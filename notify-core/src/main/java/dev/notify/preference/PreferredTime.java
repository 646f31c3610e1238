package dev.notify.preference;

import dev.notify.model.InvalidInputException;
import java.time.LocalTime;
import java.util.Objects;

/**
 * A time of day at which somebody likes to be reached, by the clock on the wall: from {@code from} until before {@code to}, on the same day.
 *
 * <p>A wish, not a rule: it moves what is not urgent, and gives way where it cannot be met.
 */
public record PreferredTime(LocalTime from, LocalTime to) {

    /** 08:00 to 12:00. */
    public static final PreferredTime MORNING = of("08:00", "12:00");
    /** 12:00 to 17:00. */
    public static final PreferredTime AFTERNOON = of("12:00", "17:00");
    /** 17:00 to 21:00. */
    public static final PreferredTime EVENING = of("17:00", "21:00");

    private static final int EXACT_MINUTES = 30;

    /** @throws InvalidInputException unless {@code from} comes before {@code to} */
    public PreferredTime {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (!from.isBefore(to)) {
            throw new InvalidInputException("preferredTime", "must begin before it ends, on the same day");
        }
    }

    /** From then until before then, as in {@code of("18:00", "20:30")}. */
    public static PreferredTime of(String from, String to) {
        return new PreferredTime(Times.parse("preferredTime.from", from), Times.parse("preferredTime.to", to));
    }

    /**
     * At this time: what waits for it goes out on the minute, and what comes up within the half hour after it goes out at once.
     *
     * @throws InvalidInputException if it is no time of day, or later than 23:29
     */
    public static PreferredTime at(String time) {
        LocalTime from = Times.parse("preferredTime", time);
        LocalTime to = from.plusMinutes(EXACT_MINUTES);
        if (!from.isBefore(to)) {
            throw new InvalidInputException("preferredTime", "is later than 23:29: say of(from, to)");
        }
        return new PreferredTime(from, to);
    }

    /** Whether a clock that shows this time is within it. */
    public boolean covers(LocalTime time) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
