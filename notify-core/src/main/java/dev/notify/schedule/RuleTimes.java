package dev.notify.schedule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.notify.model.InvalidInputException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.fortuna.ical4j.model.Recur;

/** Rules of RFC 5545, as times on a wall. The only class that knows ical4j, which an application need not have. */
final class RuleTimes {

    private static final int LONGEST = 500;
    private static final LocalDateTime ANY_DAY = LocalDateTime.parse("2024-01-01T09:00");
    private static final Pattern OWN_END = Pattern.compile("(^|;)UNTIL=");
    private static final Pattern TOO_OFTEN = Pattern.compile("(^|;)FREQ=(SECONDLY|MINUTELY)(;|$)");
    private static final Pattern BY_SECOND = Pattern.compile("(^|;)BYSECOND=[0-9]+,");
    private static final Pattern NO_INTERVAL = Pattern.compile("(^|;)INTERVAL=(0+|-.*)(;|$)");

    private RuleTimes() {}

    static String check(String rule) {
        String text = rule.strip().toUpperCase(Locale.ROOT);
        if (text.startsWith("RRULE:")) {
            text = text.substring("RRULE:".length());
        }
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new InvalidInputException("rrule", "needs a rule, such as FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0");
        }
        if (OWN_END.matcher(text).find()) {
            throw new InvalidInputException("rrule", "has an UNTIL: say until(..), which is a time on the wall");
        }
        if (TOO_OFTEN.matcher(text).find() || BY_SECOND.matcher(text).find()) {
            throw new InvalidInputException("rrule", "comes more often than hourly: say every(..)");
        }
        if (NO_INTERVAL.matcher(text).find()) {
            throw new InvalidInputException("rrule", "has an INTERVAL that is none: it must be 1 or more");
        }
        try {
            if (Parsed.after(text, ANY_DAY.minusSeconds(1), ANY_DAY).isEmpty()) {
                throw new InvalidInputException("rrule", "never happens: no year has such a day");
            }
        } catch (NoClassDefFoundError e) {
            throw new InvalidInputException(
                    "rrule", "needs ical4j: add org.mnode.ical4j:ical4j to the application, or use cron(..)");
        }
        return text;
    }

    static Optional<LocalDateTime> after(String rule, LocalDateTime last, LocalDateTime start) {
        LocalDateTime from = last.isBefore(start) ? start.minusSeconds(1) : last;
        return Parsed.after(rule, from, start);
    }

    /** Apart, so that without ical4j everything but this can be loaded. */
    private static final class Parsed {
        private static final Cache<String, Recur<LocalDateTime>> RULES =
                Caffeine.newBuilder().maximumSize(1_000).build();

        private Parsed() {}

        static Optional<LocalDateTime> after(String rule, LocalDateTime last, LocalDateTime start) {
            return Optional.ofNullable(RULES.get(rule, Parsed::parse).getNextDate(start, last));
        }

        private static Recur<LocalDateTime> parse(String rule) {
            try {
                return new Recur<>(rule);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new InvalidInputException(
                        "rrule", "is no rule of RFC 5545: write FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0");
            }
        }
    }
}
