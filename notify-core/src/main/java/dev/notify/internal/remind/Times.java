package dev.notify.internal.remind;

import dev.notify.reminder.Reminder;
import dev.notify.request.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When the reminders of an event are due, as seen from now: a pure function of the request. */
final class Times {

    /** What passed by no more than this is met at once, as the time of any notification is. */
    private static final Duration JUST_NOW = Duration.ofMinutes(5);

    private Times() {}

    /**
     * One of them.
     *
     * @param when it is due
     * @param why why it is skipped, or due at another time
     */
    record Time(TemporalAmount before, Instant at, When when, boolean skipped, String why) {}

    /** The earliest first. */
    static List<Time> of(Reminder reminder, ZoneId services, Instant now) {
        When event = reminder.event().orElseThrow();
        List<Time> all = new ArrayList<>();
        for (TemporalAmount before : reminder.before()) {
            When when = when(event, before, services);
            all.add(new Time(before, when.from(now), when, false, ""));
        }
        all.sort(Comparator.comparing(Time::at));
        List<Time> told = new ArrayList<>();
        Map<Instant, TemporalAmount> taken = new HashMap<>();
        Instant event0 = event.from(now);
        for (int i = 0; i < all.size(); i++) {
            Time one = all.get(i);
            TemporalAmount same = taken.putIfAbsent(one.at(), one.before());
            boolean last = i + 1 == all.size() || !passed(all.get(i + 1), now);
            told.add(
                    same == null
                            ? judged(one, event0, now, reminder.isNearestAtOnce() && last)
                            : skipped(one, "is the same moment as " + same));
        }
        return told;
    }

    private static Time judged(Time one, Instant event, Instant now, boolean atOnce) {
        if (!one.at().isBefore(event)) {
            return skipped(one, "is not before the event: clocks are changed in between");
        }
        if (!passed(one, now)) {
            return one;
        }
        return atOnce
                ? new Time(one.before(), one.at(), When.NOW, false, "had passed already: goes out at once")
                : skipped(one, "had passed already");
    }

    private static boolean passed(Time one, Instant now) {
        return one.at().isBefore(now.minus(JUST_NOW));
    }

    private static Time skipped(Time one, String why) {
        return new Time(one.before(), one.at(), one.when(), true, why);
    }

    private static When when(When event, TemporalAmount before, ZoneId services) {
        if (before instanceof Duration d) {
            return When.at(event.from(Instant.EPOCH).minus(d));
        }
        ZoneId zone = zoneOf(event, services);
        return When.at(wallOf(event, zone).minus((Period) before), zone);
    }

    /** Where the event takes place, as far as clocks go. */
    static ZoneId zoneOf(When event, ZoneId services) {
        return event instanceof When.AtWall wall ? wall.zone() : services;
    }

    /** What a clock on the wall there shows as it begins. */
    static LocalDateTime wallOf(When event, ZoneId zone) {
        return event instanceof When.AtWall wall
                ? wall.time()
                : LocalDateTime.ofInstant(event.from(Instant.EPOCH), zone);
    }
}
