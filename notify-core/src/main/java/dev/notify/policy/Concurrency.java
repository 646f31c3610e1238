package dev.notify.policy;

import dev.notify.model.InvalidInputException;

/**
 * How many deliveries of one channel may be under way at once on one node.
 *
 * <p>It starts at {@code least}, grows while every permit is taken and deliveries succeed, and shrinks by half when a channel
 * answers that it should be tried again, never leaving the two bounds. Default: 4 to 32.
 */
public record Concurrency(int least, int most) {

    public static final Concurrency DEFAULT = new Concurrency(4, 32);

    /** @throws InvalidInputException unless 1 &lt;= least &lt;= most &lt;= 10,000 */
    public Concurrency {
        if (least < 1 || most < least || most > 10_000) {
            throw new InvalidInputException(
                    "concurrency", "must be 1 <= least <= most <= 10000, not " + least + " to " + most);
        }
    }

    /** Always this many. */
    public static Concurrency of(int count) {
        return new Concurrency(count, count);
    }

    /** Between these. */
    public static Concurrency between(int least, int most) {
        return new Concurrency(least, most);
    }
}
