package dev.notify.policy;

import dev.notify.model.InvalidInputException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;

/**
 * When daytime is, by the clock on a recipient's wall; types that say {@code daytime()} are delivered only then.
 *
 * <p>Default: {@link #DEFAULT}, 08:00 to 22:00.
 */
public record DeliveryHours(LocalTime from, LocalTime to) {

    public static final DeliveryHours DEFAULT = new DeliveryHours(LocalTime.of(8, 0), LocalTime.of(22, 0));

    /** @throws InvalidInputException unless {@code from} comes before {@code to} */
    public DeliveryHours {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (!from.isBefore(to)) {
            throw new InvalidInputException("deliveryHours", "must begin before they end, on the same day");
        }
    }

    /** Whether this moment is within the hours there. */
    public boolean open(Instant moment, ZoneId zone) {
        LocalTime time = moment.atZone(zone).toLocalTime();
        return !time.isBefore(from) && time.isBefore(to);
    }

    /**
     * The first moment, this one or later, within the hours there. Where the clock skips their beginning, they begin after the gap;
     * a day that the clock skips, or on which it skips all of them, has none.
     */
    public Instant next(Instant moment, ZoneId zone) {
        if (open(moment, zone)) {
            return moment;
        }
        LocalDate day = moment.atZone(zone).toLocalDate();
        while (true) {
            LocalDateTime begin = day.atTime(from);
            Instant first = WallTime.instantOf(begin, zone);
            if (first.isAfter(moment) && open(first, zone)) {
                return first;
            }
            Instant again = begin.atZone(zone).withLaterOffsetAtOverlap().toInstant();
            if (again.isAfter(moment) && open(again, zone)) {
                return again;
            }
            day = day.plusDays(1);
        }
    }
}
