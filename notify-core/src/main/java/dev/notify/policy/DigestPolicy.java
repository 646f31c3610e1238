package dev.notify.policy;

import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;

/**
 * How what comes up for somebody is collected and told in one message: until when, by what it is grouped, and by which type it is said.
 *
 * <p>Immutable; each call returns a new policy.
 *
 * @param daily the time of day at which a window ends, on the recipient's own wall; empty where windows follow each other
 * @param every how long a window is, where it does not end daily
 * @param saidBy the type whose words say it
 * @param groupBy the variable by whose value they are grouped; empty for one group
 * @param atMost how many are told one by one; of the others their number is said
 * @param aloneFrom what is as urgent as this goes out at once, by itself
 */
public record DigestPolicy(
        Optional<LocalTime> daily,
        Duration every,
        String saidBy,
        Optional<String> groupBy,
        int atMost,
        Priority aloneFrom) {

    /** The most that are told one by one. */
    public static final int MOST = 200;

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    public DigestPolicy {
        Objects.requireNonNull(daily, "daily");
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new InvalidInputException("digest.every", "must be 1 minute to 31 days");
        }
        Names.check("digest.saidBy", saidBy, 80);
        groupBy.ifPresent(variable -> Names.checkText("digest.groupBy", variable, 80));
        if (atMost < 1 || atMost > MOST) {
            throw new InvalidInputException("digest.atMost", "must be 1 to " + MOST);
        }
        Objects.requireNonNull(aloneFrom, "aloneFrom");
    }

    /**
     * Once a day when the recipient's clock shows this time, as in {@code daily("18:00", "daily-news")}. At most 20 are told one by one, and
     * what is HIGH or CRITICAL goes out by itself, unless it says otherwise.
     *
     * @throws InvalidInputException if it is no time of day
     */
    public static DigestPolicy daily(String time, String saidBy) {
        try {
            LocalTime at = LocalTime.parse(time);
            return new DigestPolicy(Optional.of(at), Duration.ofDays(1), saidBy, Optional.empty(), 20, Priority.HIGH);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException("digest.daily", "is no time of day: write it like 18:00");
        }
    }

    /** Whenever so much time has passed, counted from midnight UTC of the first day of 1970; otherwise as {@link #daily}. */
    public static DigestPolicy every(Duration window, String saidBy) {
        return new DigestPolicy(Optional.empty(), window, saidBy, Optional.empty(), 20, Priority.HIGH);
    }

    /** Tells those together whose data has the same value of this variable. */
    public DigestPolicy groupBy(String variable) {
        return new DigestPolicy(daily, every, saidBy, Optional.of(variable), atMost, aloneFrom);
    }

    /** Tells so many one by one, and of the others how many there are. */
    public DigestPolicy atMost(int count) {
        return new DigestPolicy(daily, every, saidBy, groupBy, count, aloneFrom);
    }

    /** Leaves out what is as urgent as this: it goes out at once, by itself. */
    public DigestPolicy sendAloneFrom(Priority priority) {
        return new DigestPolicy(daily, every, saidBy, groupBy, atMost, priority);
    }

    /** When the window ends in which something comes up that is due then. */
    public Instant endAfter(Instant due, ZoneId zone) {
        if (daily.isEmpty()) {
            long length = every.toMillis();
            return Instant.ofEpochMilli((Math.floorDiv(due.toEpochMilli(), length) + 1) * length);
        }
        LocalDate day = LocalDate.ofInstant(due, zone);
        Instant end = WallTime.instantOf(day.atTime(daily.get()), zone);
        while (!end.isAfter(due)) {
            day = day.plusDays(1);
            end = WallTime.instantOf(day.atTime(daily.get()), zone);
        }
        return end;
    }
}
