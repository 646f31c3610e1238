package dev.notify.event;

/**
 * Does what must be done when nobody could be reached; registered by name, called durably.
 *
 * <p>Called at least once for each alert, by any node that has a handler of that name, and again while it throws; it should
 * recognise a repetition by {@link Alert#delivery()}.
 */
@FunctionalInterface
public interface AlertHandler {

    /** Something must be done. */
    void on(Alert alert) throws Exception;
}
