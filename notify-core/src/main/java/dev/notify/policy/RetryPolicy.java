package dev.notify.policy;

import dev.notify.model.InvalidInputException;
import java.time.Duration;
import java.util.Objects;

/**
 * How long and how often a delivery is tried again.
 *
 * <p>The wait before attempt n+1 is drawn between a quarter and the whole of {@code first * 2^(n-1)}, and grows no further than
 * {@code longest}. A provider's own wish ({@code Retry-After}) is honoured where it is longer. Retrying ends at the horizon,
 * counted from the moment the delivery was due, or at the notification's expiry if that comes first; then the delivery is
 * FAILED, a dead letter.
 *
 * <p>Default: {@link #DEFAULT}, 24 hours, 1 second growing to 15 minutes.
 */
public record RetryPolicy(Duration horizon, Duration first, Duration longest, int mostAttempts) {

    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofHours(24), Duration.ofSeconds(1), Duration.ofMinutes(15), Integer.MAX_VALUE);

    /** @throws InvalidInputException if a duration is negative, none or out of order, or no attempt is allowed */
    public RetryPolicy {
        Objects.requireNonNull(horizon, "horizon");
        positive("retry.first", first);
        positive("retry.longest", longest);
        if (horizon.isNegative()) {
            throw new InvalidInputException("retry.horizon", "is negative");
        }
        if (longest.compareTo(first) < 0) {
            throw new InvalidInputException("retry.longest", "is shorter than retry.first");
        }
        if (mostAttempts < 1) {
            throw new InvalidInputException("retry.mostAttempts", "must be at least 1");
        }
    }

    /** Tries for this long. */
    public static RetryPolicy upTo(Duration horizon) {
        return new RetryPolicy(horizon, DEFAULT.first, DEFAULT.longest, DEFAULT.mostAttempts);
    }

    /** Tries once and never again. */
    public static RetryPolicy never() {
        return new RetryPolicy(Duration.ZERO, DEFAULT.first, DEFAULT.longest, 1);
    }

    /** Waits this long at first, growing to {@code longest}. */
    public RetryPolicy waiting(Duration first, Duration longest) {
        return new RetryPolicy(horizon, first, longest, mostAttempts);
    }

    /** Tries no more than this often. */
    public RetryPolicy attempts(int most) {
        return new RetryPolicy(horizon, first, longest, most);
    }

    /**
     * The wait after an attempt.
     *
     * @param attempt the attempt that just ended, counted from 1
     * @param chance a number from 0 (inclusive) to 1 (exclusive): the jitter
     */
    public Duration waitAfter(int attempt, double chance) {
        long base = first.toMillis();
        long cap = longest.toMillis();
        int doublings = Math.min(attempt - 1, 40);
        long ceiling = base > cap >> doublings ? cap : base << doublings;
        return Duration.ofMillis(Math.max(1, (long) (ceiling * (0.25 + 0.75 * chance))));
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new InvalidInputException(field, "must be longer than nothing");
        }
    }
}
