package dev.notify.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.notify.model.InvalidInputException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Cron expressions, as times on a wall: what a clock does to them is decided elsewhere. */
final class CronTimes {

    private static final int LONGEST = 200;
    private static final LocalDateTime ANY_DAY = LocalDateTime.parse("2024-01-01T00:00");

    /** Parsed once; a parsed expression is safe for all threads. */
    private static final Cache<String, ExecutionTime> PARSED =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private CronTimes() {}

    static String check(String expression) {
        String text = expression.strip().replaceAll("\\s+", " ");
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new InvalidInputException("cron", "needs five fields, such as 0 9 * * MON-FRI");
        }
        if (after(text, ANY_DAY).isEmpty()) {
            throw new InvalidInputException("cron", "never happens: no year has such a day");
        }
        return text;
    }

    static Optional<LocalDateTime> after(String expression, LocalDateTime last) {
        ExecutionTime times = PARSED.get(expression, CronTimes::parse);
        return times.nextExecution(last.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    private static ExecutionTime parse(String expression) {
        try {
            return ExecutionTime.forCron(new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                    .parse(expression)
                    .validate());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "cron",
                    "is no expression of five fields (minute, hour, day, month, weekday): write 0 9 * * MON-FRI");
        }
    }
}
