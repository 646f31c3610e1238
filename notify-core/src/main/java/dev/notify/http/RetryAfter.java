package dev.notify.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long a server asks to be left alone (RFC 9110, 10.2.3): seconds, or a date in one of the three forms that servers write. */
public final class RetryAfter {

    /** Nobody is left alone for longer than this, whatever they ask. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC));

    private RetryAfter() {}

    /** What an answer asks for, if it asks for something that can be understood; at most {@link #LONGEST}. */
    public static Optional<Duration> of(HttpEnd.Reply reply, Instant now) {
        return reply.header("retry-after").flatMap(value -> parsed(value.strip(), now));
    }

    private static Optional<Duration> parsed(String value, Instant now) {
        if (value.matches("[0-9]{1,18}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(value))));
        }
        for (DateTimeFormatter form : DATES) {
            try {
                return Optional.of(bounded(Duration.between(
                        now, form.parse(value, ZonedDateTime::from).toInstant())));
            } catch (DateTimeException e) {
                // It may be of another form.
            }
        }
        return Optional.empty();
    }

    private static Duration bounded(Duration asked) {
        return asked.isNegative() ? Duration.ZERO : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
