package dev.notify.model;

/**
 * How urgent a notification is, least first.
 *
 * <p>A more urgent delivery overtakes any backlog of less urgent ones; the least urgent keep a fifth of the permits, so that they
 * never starve. CRITICAL needs {@code allowCritical()} on the service's builder.
 */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    CRITICAL
}
