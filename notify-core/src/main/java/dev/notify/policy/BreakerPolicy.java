package dev.notify.policy;

import dev.notify.model.InvalidInputException;
import java.time.Duration;

/**
 * When a provider is left alone, and for how long.
 *
 * <p>Its breaker opens once so many of its last calls failed: threw, were not answered in time, or nobody knows what came of them. An
 * answer to try again is about a message and counts neither way; only where {@code outOf} recipients in a row get it, with nothing that goes
 * well in between, it opens the breaker too. {@code Outcome.unavailable} opens it at once.
 *
 * <p>After a wait one delivery tries the provider; if that goes well it is used again, a little more each second, and if not, the next wait
 * is twice as long. Default: {@link #DEFAULT}.
 *
 * @param failures how many failed calls open it
 * @param outOf out of how many, the latest
 * @param first the first wait
 * @param longest the longest wait
 */
public record BreakerPolicy(int failures, int outOf, Duration first, Duration longest) {

    /** Opens when 5 of the last 10 calls failed; waits 5 seconds, growing to a minute. */
    public static final BreakerPolicy DEFAULT = new BreakerPolicy(5, 10, Duration.ofSeconds(5), Duration.ofMinutes(1));

    /** @throws InvalidInputException unless 1 &lt;= failures &lt;= outOf &lt;= 1,000 and 0 &lt; first &lt;= longest */
    public BreakerPolicy {
        if (failures < 1 || outOf < failures || outOf > 1_000) {
            throw new InvalidInputException(
                    "breaker.failures", "must be 1 <= failures <= outOf <= 1000, not " + failures + " of " + outOf);
        }
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new InvalidInputException(
                    "breaker.first", "must be longer than nothing and no longer than the longest wait");
        }
        if (longest.compareTo(Duration.ofDays(1)) > 0) {
            throw new InvalidInputException("breaker.longest", "must be a day or less");
        }
    }

    /** Opens when so many of the last calls failed. */
    public static BreakerPolicy failures(int failures, int outOf) {
        return new BreakerPolicy(failures, outOf, DEFAULT.first, DEFAULT.longest);
    }

    /** Waits this long at first, growing to {@code longest}. */
    public BreakerPolicy waiting(Duration first, Duration longest) {
        return new BreakerPolicy(failures, outOf, first, longest);
    }
}
