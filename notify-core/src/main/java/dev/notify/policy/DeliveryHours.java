package dev.notify.policy;

import dev.notify.model.InvalidInputException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
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

    /** The first moment, this one or later, within the hours there; in a gap of the clock, the first valid moment after it. */
    public Instant next(Instant moment, ZoneId zone) {
        if (open(moment, zone)) {
            return moment;
        }
        ZonedDateTime local = moment.atZone(zone);
        Instant opening = WallTime.instantOf(local.toLocalDate().atTime(from), zone);
        return opening.isAfter(moment)
                ? opening
                : WallTime.instantOf(local.toLocalDate().plusDays(1).atTime(from), zone);
    }
}
