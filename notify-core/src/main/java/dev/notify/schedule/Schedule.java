package dev.notify.schedule;

import dev.notify.model.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * At which times something comes again: times on a wall, or elapsed time. Its text, as {@code toString} gives it, is what is stored, and
 * {@link #parse} reads it.
 */
public sealed interface Schedule {

    /** The most times of a day. */
    int MOST_TIMES = 96;

    /**
     * The first time after {@code last}.
     *
     * @param last exclusive
     * @param start where counting begins; no time lies before it
     * @return empty if there is none, or none that is known yet
     */
    Optional<LocalDateTime> after(LocalDateTime last, LocalDateTime start);

    /** Whether its times are those of a clock on somebody's wall; otherwise they are elapsed time, and its times are UTC. */
    boolean byWall();

    /** Each day at these times, such as {@code 08:00}. */
    static Schedule dailyAt(String... times) {
        return new Daily(Arrays.stream(times).map(Schedule::time).toList());
    }

    /** Each day at these times. */
    static Schedule dailyAt(LocalTime... times) {
        return new Daily(List.of(times));
    }

    /** Whenever this long has passed, counted from the start. */
    static Schedule every(Duration gap) {
        return new Every(gap);
    }

    /** By a cron expression of five fields: minute, hour, day of the month, month, day of the week. */
    static Schedule cron(String expression) {
        return new Cron(expression);
    }

    /**
     * By a rule of RFC 5545, such as {@code FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=9;BYMINUTE=0}, counted from the start. Needs ical4j.
     *
     * @throws InvalidInputException if it is no such rule, names a time zone or an end of its own, never happens, or ical4j is missing
     */
    static Schedule rrule(String rule) {
        return new Rule(rule);
    }

    /** Once at the start, and then this long after each was acknowledged; what nobody acknowledges is not followed by another. */
    static Schedule afterAcknowledged(Duration wait) {
        return new AfterAcknowledged(wait);
    }

    /**
     * From the text form.
     *
     * @throws InvalidInputException if that is none
     */
    static Schedule parse(String text) {
        String[] parts = text.split(" ", 2);
        String rest = parts.length == 2 ? parts[1] : "";
        return switch (parts[0]) {
            case "daily" -> dailyAt(rest.split(","));
            case "every" -> every(duration(rest));
            case "cron" -> cron(rest);
            case "rrule" -> rrule(rest);
            case "after-acknowledged" -> afterAcknowledged(duration(rest));
            default ->
                throw new InvalidInputException(
                        "schedule", "is none: begin with daily, every, cron, rrule or after-acknowledged");
        };
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text.strip());
        } catch (DateTimeException e) {
            throw new InvalidInputException("dailyAt", "has a time that is none: write it as 08:00");
        }
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException("every", "is no duration: write it as PT6H");
        }
    }

    private static Duration checkGap(String field, Duration gap) {
        if (gap.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new InvalidInputException(field, "is shorter than a minute");
        }
        if (gap.compareTo(Duration.ofDays(3_660)) > 0) {
            throw new InvalidInputException(field, "is longer than ten years");
        }
        return gap.truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    /** See {@link Schedule#dailyAt(LocalTime...)}. Each time once, the earliest first. */
    record Daily(List<LocalTime> times) implements Schedule {
        /** @throws InvalidInputException naming {@code dailyAt} if there is no time, or more than {@value Schedule#MOST_TIMES} */
        public Daily {
            times = times.stream().distinct().sorted().toList();
            if (times.isEmpty() || times.size() > MOST_TIMES) {
                throw new InvalidInputException("dailyAt", "needs 1 to " + MOST_TIMES + " times of the day");
            }
        }

        @Override
        public Optional<LocalDateTime> after(LocalDateTime last, LocalDateTime start) {
            LocalDateTime floor = last.isBefore(start) ? start.minusNanos(1) : last;
            LocalDate day = floor.toLocalDate();
            return times.stream()
                    .map(day::atTime)
                    .filter(t -> t.isAfter(floor))
                    .findFirst()
                    .or(() -> Optional.of(day.plusDays(1).atTime(times.get(0))));
        }

        @Override
        public boolean byWall() {
            return true;
        }

        @Override
        public String toString() {
            return "daily " + times.stream().map(LocalTime::toString).collect(Collectors.joining(","));
        }
    }

    /** See {@link Schedule#every}. */
    record Every(Duration gap) implements Schedule {
        /** @throws InvalidInputException naming {@code every} if it is shorter than a minute or longer than ten years */
        public Every {
            gap = checkGap("every", gap);
        }

        @Override
        public Optional<LocalDateTime> after(LocalDateTime last, LocalDateTime start) {
            if (last.isBefore(start)) {
                return Optional.of(start);
            }
            long gone = Duration.between(start, last).toMillis() / gap.toMillis();
            return Optional.of(start.plus(gap.multipliedBy(gone + 1)));
        }

        @Override
        public boolean byWall() {
            return false;
        }

        @Override
        public String toString() {
            return "every " + gap;
        }
    }

    /** See {@link Schedule#cron}. */
    record Cron(String expression) implements Schedule {
        /** @throws InvalidInputException naming {@code cron} if it is no such expression, or never happens */
        public Cron {
            expression = CronTimes.check(expression);
        }

        @Override
        public Optional<LocalDateTime> after(LocalDateTime last, LocalDateTime start) {
            return CronTimes.after(expression, last.isBefore(start) ? start.minusNanos(1) : last);
        }

        @Override
        public boolean byWall() {
            return true;
        }

        @Override
        public String toString() {
            return "cron " + expression;
        }
    }

    /** See {@link Schedule#rrule}. */
    record Rule(String rule) implements Schedule {
        /** @throws InvalidInputException if it is no such rule, or never happens */
        public Rule {
            rule = RuleTimes.check(Objects.requireNonNull(rule, "rrule"));
        }

        @Override
        public Optional<LocalDateTime> after(LocalDateTime last, LocalDateTime start) {
            return RuleTimes.after(rule, last, start);
        }

        @Override
        public boolean byWall() {
            return true;
        }

        @Override
        public String toString() {
            return "rrule " + rule;
        }
    }

    /** See {@link Schedule#afterAcknowledged}. */
    record AfterAcknowledged(Duration gap) implements Schedule {
        /** @throws InvalidInputException naming {@code afterAcknowledged} if it is shorter than a minute or longer than ten years */
        public AfterAcknowledged {
            gap = checkGap("afterAcknowledged", gap);
        }

        @Override
        public Optional<LocalDateTime> after(LocalDateTime last, LocalDateTime start) {
            return last.isBefore(start) ? Optional.of(start) : Optional.empty();
        }

        @Override
        public boolean byWall() {
            return false;
        }

        @Override
        public String toString() {
            return "after-acknowledged " + gap;
        }
    }
}
