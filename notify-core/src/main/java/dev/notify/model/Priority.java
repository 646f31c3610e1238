package dev.notify.model;

import java.util.List;

/**
 * How urgent a notification is, least first.
 *
 * <p>A more urgent delivery overtakes any backlog of less urgent ones; the least urgent keep a fifth of the permits, so that they
 * never starve. CRITICAL needs {@code allowCritical()} on the service's builder.
 */
public enum Priority {
    LOW(0),
    NORMAL(1),
    HIGH(2),
    CRITICAL(3);

    /** All, most urgent first. */
    public static final List<Priority> MOST_URGENT_FIRST = List.of(CRITICAL, HIGH, NORMAL, LOW);

    private final int code;

    Priority(int code) {
        this.code = code;
    }

    /** What is stored; it never changes. */
    public int code() {
        return code;
    }

    /** The priority with that code. */
    public static Priority ofCode(int code) {
        return MOST_URGENT_FIRST.get(CRITICAL.code - code);
    }
}
