package dev.notify.policy;

import dev.notify.model.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * So many in each hour or day, counted in the store: for all nodes together, and over restarts.
 *
 * <p>A day begins at midnight in {@code zone}, an hour on the hour. Immutable; each call returns a new quota. Default: by the days of UTC;
 * what is too much goes to another provider, or waits for the next window.
 *
 * @param count how many
 * @param window in what
 * @param zone whose days and hours
 * @param overflow what becomes of what is too much
 */
public record Quota(int count, Window window, ZoneId zone, Overflow overflow) {

    /** In what it is counted. */
    public enum Window {
        HOUR,
        DAY
    }

    /** What becomes of what is too much. */
    public enum Overflow {
        /** It waits until the next window begins. */
        HOLD,
        /** It goes to another provider of the pool, and waits where there is none. */
        NEXT_PROVIDER,
        /** It is SUPPRESSED, with the quota as its reason. */
        DROP
    }

    /** @throws InvalidInputException if the count is not positive */
    public Quota {
        if (count < 1) {
            throw new InvalidInputException("quota.count", "is " + count + ": give a number greater than zero");
        }
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(overflow, "overflow");
    }

    /** So many a day. */
    public static Quota perDay(int count) {
        return new Quota(count, Window.DAY, ZoneOffset.UTC, Overflow.NEXT_PROVIDER);
    }

    /** So many an hour. */
    public static Quota perHour(int count) {
        return new Quota(count, Window.HOUR, ZoneOffset.UTC, Overflow.NEXT_PROVIDER);
    }

    /** By the days and hours of this zone. */
    public Quota in(ZoneId zone) {
        return new Quota(count, window, zone, overflow);
    }

    /** Does this with what is too much. */
    public Quota overflow(Overflow overflow) {
        return new Quota(count, window, zone, overflow);
    }

    /** When the window began that this moment lies in. */
    public Instant beginning(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        return window == Window.HOUR
                ? local.truncatedTo(ChronoUnit.HOURS).toInstant()
                : local.toLocalDate().atStartOfDay(zone).toInstant();
    }

    /** When the next window begins. */
    public Instant end(Instant moment) {
        return window == Window.HOUR
                ? beginning(moment).plus(Duration.ofHours(1))
                : moment.atZone(zone)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant();
    }

    /** {@code 500 a day}. */
    public String asText() {
        return count + (window == Window.HOUR ? " an hour" : " a day");
    }
}
