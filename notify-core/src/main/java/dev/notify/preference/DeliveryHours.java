package dev.notify.preference;

import dev.notify.model.InvalidInputException;
import java.time.LocalTime;
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

    /** Whether a clock that shows this time is within the hours. */
    public boolean open(LocalTime time) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
