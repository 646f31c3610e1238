package dev.notify.internal.base;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Moments as a clock on somebody's wall shows them. */
public final class LocalTimes {

    private static final Duration ONE_DAY = Duration.ofHours(24);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd ", Locale.ROOT);

    private LocalTimes() {}

    /** The time and the zone, with the date where it is not within a day of now. */
    public static String said(Instant moment, Instant now, ZoneId zone) {
        ZonedDateTime there = moment.atZone(zone);
        boolean far = Duration.between(now, moment).abs().compareTo(ONE_DAY) >= 0;
        boolean whole = there.equals(there.truncatedTo(ChronoUnit.MINUTES));
        return (far ? DAY.format(there) : "") + (whole ? MINUTE : SECOND).format(there) + " " + zone;
    }

    /** The date, the time and the zone, to be read whenever it may be. */
    public static String dated(Instant moment, ZoneId zone) {
        ZonedDateTime there = moment.atZone(zone);
        return DAY.format(there) + SECOND.format(there) + " " + zone;
    }
}
