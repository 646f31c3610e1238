package dev.notify.model;

import java.time.Duration;

/** Refuses a request because too many came at once; nothing was stored. Try again after {@link #retryAfter()}. */
public final class OverloadedException extends NotifyException {

    private static final long serialVersionUID = 1L;

    private final long retryAfterMillis;

    /** Refuses. */
    public OverloadedException(String message, Duration retryAfter) {
        super(message);
        this.retryAfterMillis = retryAfter.toMillis();
    }

    /** How long to wait before trying again. */
    public Duration retryAfter() {
        return Duration.ofMillis(retryAfterMillis);
    }
}
