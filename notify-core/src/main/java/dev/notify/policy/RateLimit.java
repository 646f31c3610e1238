package dev.notify.policy;

import dev.notify.model.InvalidInputException;
import java.time.Duration;

/** So many in a stretch of time; a burst of the whole number is allowed, then they come evenly. */
public record RateLimit(int count, Duration per) {

    /** @throws InvalidInputException if the count or the stretch is not positive */
    public RateLimit {
        if (count < 1) {
            throw new InvalidInputException("rateLimit.count", "must be at least 1");
        }
        if (per.isNegative() || per.isZero()) {
            throw new InvalidInputException("rateLimit.per", "must be longer than nothing");
        }
    }

    /** So many a second. */
    public static RateLimit perSecond(int count) {
        return new RateLimit(count, Duration.ofSeconds(1));
    }

    /** So many a minute. */
    public static RateLimit perMinute(int count) {
        return new RateLimit(count, Duration.ofMinutes(1));
    }
}
