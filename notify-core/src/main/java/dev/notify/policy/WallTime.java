package dev.notify.policy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/** The one rule that turns the time on a wall clock into a moment. */
public final class WallTime {

    private WallTime() {}

    /**
     * The moment a clock on the wall of that zone shows this time. A time the clock skips is the first moment after the gap; a
     * time it shows twice is the first of the two.
     */
    public static Instant instantOf(LocalDateTime time, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = rules.getTransition(time);
            return gap.getInstant();
        }
        return time.toInstant(offsets.get(0));
    }
}
