package dev.notify.internal.recur;

import dev.notify.policy.WallTime;
import dev.notify.schedule.IfMissed;
import dev.notify.schedule.Occurrence;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When something comes again, on one wall. Pure: what it knows is its plan and the zone. */
final class Times {

    /** The end of the year 9999: a moment no clock of ours will show. */
    static final long NEVER = 253_402_300_799_000L;

    private static final Duration LONGEST_LATENESS = Duration.ofMinutes(90);
    private static final int MOST_AT_ONCE = 5_000;

    private final Repeat repeat;
    private final Schedule schedule;
    private final LocalDateTime start;
    private final ZoneId wall;

    Times(Repeat repeat, LocalDateTime start, ZoneId zone) {
        this.repeat = repeat;
        this.schedule = repeat.schedule().orElseThrow();
        this.start = start;
        this.wall = wall(repeat, zone);
    }

    /** Whose clock shows its times: elapsed time is counted in UTC. */
    static ZoneId wall(Repeat repeat, ZoneId zone) {
        return repeat.schedule().orElseThrow().byWall() ? zone : ZoneOffset.UTC;
    }

    /** What the clock shows at that moment. */
    LocalDateTime at(long moment) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(moment), wall);
    }

    /** The first one after that time; empty if there is none, or none that is known. */
    Optional<LocalDateTime> after(LocalDateTime last) {
        return schedule.after(last, start)
                .filter(t -> repeat.until().filter(t::isAfter).isEmpty());
    }

    /** The first one that is not over by then and comes after {@code done}. */
    Optional<LocalDateTime> firstFrom(long moment, @Nullable LocalDateTime done) {
        LocalDateTime before = at(moment).minusNanos(1);
        return after(done == null || done.isBefore(before) ? before : done);
    }

    /** The moment a clock shows that time. */
    long momentOf(LocalDateTime time) {
        return WallTime.instantOf(time, wall).toEpochMilli();
    }

    /** When it is due, seeing when the one before came. */
    long due(LocalDateTime time, @Nullable Long lastAt) {
        long moment = momentOf(time);
        return lastAt == null
                ? moment
                : Math.max(moment, lastAt + repeat.atLeastApart().toMillis());
    }

    /** How late it may be sent. */
    long lateness(LocalDateTime time, @Nullable LocalDateTime next) {
        return repeat.tooLateAfter()
                .map(Duration::toMillis)
                .orElseGet(() -> next == null
                        ? LONGEST_LATENESS.toMillis()
                        : Math.min(LONGEST_LATENESS.toMillis(), (momentOf(next) - momentOf(time)) / 2));
    }

    Occurrence occurrence(LocalDateTime time, @Nullable Long lastAt) {
        return new Occurrence(time, wall, Instant.ofEpochMilli(due(time, lastAt)));
    }

    List<Occurrence> list(@Nullable LocalDateTime first, @Nullable Long lastAt, int count) {
        List<Occurrence> all = new ArrayList<>();
        LocalDateTime time = first;
        Long before = lastAt;
        while (time != null && all.size() < count) {
            Occurrence one = occurrence(time, before);
            all.add(one);
            before = one.at().toEpochMilli();
            time = after(time).orElse(null);
        }
        return all;
    }

    /**
     * What is to be done with what has become due.
     *
     * @param send the one to be sent; null for none
     * @param until when sending it is of use
     * @param missed how many were missed, from {@code first} to {@code last}
     * @param next the first that was not looked at
     */
    record Turn(
            @Nullable LocalDateTime send,
            long until,
            long missed,
            @Nullable LocalDateTime first,
            @Nullable LocalDateTime last,
            @Nullable LocalDateTime next) {}

    /** What is to be done now, if this one is due. Of several that are due the last counts; never are two sent at once. */
    Turn turn(LocalDateTime from, @Nullable Long lastAt, long now) {
        LocalDateTime time = from;
        LocalDateTime last = null;
        long missed = 0;
        while (time != null && missed < MOST_AT_ONCE && due(time, lastAt) <= now) {
            LocalDateTime next = after(time).orElse(null);
            boolean anyTime =
                    schedule instanceof Schedule.AfterAcknowledged; // nothing would follow if it were left out
            long until = (anyTime ? now : due(time, lastAt)) + lateness(time, next);
            boolean passed = next != null && due(next, lastAt) <= now;
            if (now <= until && !passed) {
                return new Turn(time, until, missed, missed == 0 ? null : from, last, next);
            }
            missed++;
            last = time;
            time = next;
        }
        boolean more = missed == MOST_AT_ONCE;
        if (repeat.ifMissed() == IfMissed.SEND_ONCE && last != null && !more) {
            return new Turn(last, now + lateness(last, time), missed - 1, from, last, time);
        }
        return new Turn(null, 0, missed, from, last, time);
    }
}
