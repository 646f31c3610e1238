package dev.notify.provider;

/** Which provider of a pool is asked first; the others follow where it cannot take a delivery. */
public enum Order {
    /** As they were given: the first one takes what it can. */
    IN_ORDER,
    /** One after the other. */
    ROUND_ROBIN,
    /** By their weights. */
    WEIGHTED,
    /** Whoever has the fewest deliveries under way. */
    LEAST_BUSY
}
