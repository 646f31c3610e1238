package dev.notify.preference;

import dev.notify.model.InvalidInputException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When somebody is not to be disturbed, by the clock on the wall: windows on days of the week, over midnight if need be, and holidays,
 * which are quiet from midnight to midnight.
 *
 * <p>Whether a moment is quiet is asked of what the clock shows at that moment. So a window ends when the clock shows its end, or jumps
 * over it; where the clock is set back into a window that had ended, it is quiet once more. Windows may not overlap.
 *
 * <p>Immutable; each call returns new hours. The zone is the recipient's unless {@link #inZone} names another.
 *
 * @param windows sorted by nothing in particular; none overlaps another
 * @param holidays days that are quiet as a whole
 * @param zone whose clock counts; null for the recipient's
 */
public record QuietHours(
        List<Window> windows,
        Set<LocalDate> holidays,
        @Nullable ZoneId zone) {

    /** Never quiet. */
    public static final QuietHours NONE = new QuietHours(List.of(), Set.of(), null);
    /** Monday to Friday. */
    public static final Set<DayOfWeek> WEEKDAYS = Set.copyOf(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    /** Saturday and Sunday. */
    public static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private static final Set<DayOfWeek> EVERY_DAY = Set.copyOf(EnumSet.allOf(DayOfWeek.class));
    private static final String FIELD = "quietHours";
    private static final int MOST_WINDOWS = 50;
    private static final int MOST_HOLIDAYS = 400;
    private static final long DAY = 86_400_000_000_000L;

    /**
     * Quiet from then until before then, beginning on these days. One that ends at or before the time it begins ends on the day after;
     * one that begins and ends at midnight is the whole day.
     */
    public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

        /** @throws InvalidInputException if it names no day, or is empty */
        public Window {
            days = Set.copyOf(days);
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            if (days.isEmpty()) {
                throw new InvalidInputException(FIELD + ".days", "names no day of the week");
            }
            if (from.equals(to) && !from.equals(LocalTime.MIDNIGHT)) {
                throw new InvalidInputException(
                        FIELD,
                        "has an empty window: it begins and ends at " + from + "; say allDay(..) for whole days");
            }
        }

        /** Whether a clock on the wall that shows this day and time is within it. */
        public boolean covers(LocalDateTime wall) {
            LocalTime time = wall.toLocalTime();
            boolean today = days.contains(wall.getDayOfWeek());
            if (from.isBefore(to)) {
                return today && !time.isBefore(from) && time.isBefore(to);
            }
            return (today && !time.isBefore(from))
                    || (time.isBefore(to) && days.contains(wall.getDayOfWeek().minus(1)));
        }

        private long[] onTheWeek(DayOfWeek day) {
            long begin = (day.getValue() - 1) * DAY + from.toNanoOfDay();
            long length = to.toNanoOfDay() - from.toNanoOfDay();
            return new long[] {begin, begin + (length > 0 ? length : length + DAY)};
        }

        @Override
        public String toString() {
            return from + "-" + (to.equals(LocalTime.MIDNIGHT) ? "24:00" : to);
        }
    }

    /** @throws InvalidInputException if windows overlap, or there are more than 50, or more than 400 holidays */
    public QuietHours {
        windows = List.copyOf(windows);
        holidays = Set.copyOf(holidays);
        if (windows.size() > MOST_WINDOWS) {
            throw new InvalidInputException(FIELD, "has more than " + MOST_WINDOWS + " windows");
        }
        if (holidays.size() > MOST_HOLIDAYS) {
            throw new InvalidInputException(FIELD + ".holidays", "has more than " + MOST_HOLIDAYS + " days");
        }
        refuseOverlaps(windows);
    }

    private static void refuseOverlaps(List<Window> windows) {
        List<long[]> week = new ArrayList<>();
        windows.forEach(w -> w.days().forEach(day -> week.add(w.onTheWeek(day))));
        week.sort(Comparator.comparingLong(stretch -> stretch[0]));
        for (int i = 0; i < week.size(); i++) {
            boolean last = i == week.size() - 1;
            long nextBegins = last ? week.get(0)[0] + 7 * DAY : week.get(i + 1)[0];
            if (week.get(i)[1] > nextBegins && week.size() > 1) {
                DayOfWeek day = DayOfWeek.of((int) (week.get(i)[0] / DAY) + 1);
                throw new InvalidInputException(FIELD, "has windows that overlap: see the one that begins on " + day);
            }
        }
    }

    /** Every day from then until before then, as in {@code daily("22:00", "08:00")}. */
    public static QuietHours daily(String from, String to) {
        return NONE.on(EVERY_DAY, from, to);
    }

    /**
     * Adds a window that begins on these days, as in {@code on(WEEKEND, "21:00", "10:00")}; {@code 24:00} is the end of a day.
     *
     * @throws InvalidInputException naming {@code quietHours} and what is wrong: no time of day, empty, overlapping another
     */
    public QuietHours on(Set<DayOfWeek> days, String from, String to) {
        LocalTime begin = Times.parse(FIELD + ".from", from);
        LocalTime end = to.equals("24:00") ? LocalTime.MIDNIGHT : Times.parse(FIELD + ".to", to);
        if (from.equals(to)) {
            throw new InvalidInputException(
                    FIELD, "has an empty window: it begins and ends at " + from + "; say allDay(..) for whole days");
        }
        return and(new Window(days, begin, end));
    }

    /** Adds a window. */
    public QuietHours and(Window window) {
        List<Window> more = new ArrayList<>(windows);
        more.add(Objects.requireNonNull(window, "window"));
        return new QuietHours(more, holidays, zone);
    }

    /** Adds these days of the week, as a whole. */
    public QuietHours allDay(DayOfWeek... days) {
        return and(new Window(Set.copyOf(Arrays.asList(days)), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
    }

    /** Adds days of the calendar, as a whole. */
    public QuietHours holidays(LocalDate... days) {
        Set<LocalDate> more = new TreeSet<>(holidays);
        more.addAll(Arrays.asList(days));
        return new QuietHours(windows, more, zone);
    }

    /** By the clock of this zone, wherever the recipient is. */
    public QuietHours inZone(ZoneId zone) {
        return new QuietHours(windows, holidays, Objects.requireNonNull(zone, "zone"));
    }

    /**
     * By the clock of the zone of this name, wherever the recipient is.
     *
     * @throws InvalidInputException if there is no such zone
     */
    public QuietHours inZone(String zone) {
        try {
            return inZone(ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    FIELD + ".zone", "is no known time zone: use a name such as Africa/Johannesburg");
        }
    }

    /** All of it in plain words. */
    public String words() {
        List<String> parts = new ArrayList<>();
        windows.stream()
                .map(w -> (w.days().equals(EVERY_DAY) ? "" : new TreeSet<>(w.days()) + " ") + w)
                .sorted()
                .forEach(parts::add);
        new TreeSet<>(holidays).forEach(day -> parts.add(day.toString()));
        String said = parts.isEmpty() ? "none" : String.join(", ", parts);
        return zone == null ? said : said + " " + zone;
    }

    /** What makes it quiet while a clock on the wall shows this, in plain words; empty if nothing does. */
    public Optional<String> during(LocalDateTime wall) {
        if (holidays.contains(wall.toLocalDate())) {
            return Optional.of("quiet day " + wall.toLocalDate());
        }
        for (Window window : windows) {
            if (window.covers(wall)) {
                return Optional.of("quiet hours " + window + (zone == null ? "" : " " + zone));
            }
        }
        return Optional.empty();
    }
}
