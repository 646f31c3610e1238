package dev.notify.model;

/** Refuses a request because the service is not started, or closed; nothing was stored. */
public final class NotRunningException extends NotifyException {

    private static final long serialVersionUID = 1L;

    /** Refuses. */
    public NotRunningException(String message) {
        super(message);
    }
}
