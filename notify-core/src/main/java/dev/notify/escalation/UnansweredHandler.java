package dev.notify.escalation;

/**
 * Does what must be done when nobody has taken an escalation on; registered by name, called durably.
 *
 * <p>Called at least once for each time a ladder ends, by any node that has a handler of that name, and again while it throws; it should
 * recognise a repetition by id and lap. Health is DOWN until it has returned. Whoever takes the escalation on before that spares
 * the call.
 */
@FunctionalInterface
public interface UnansweredHandler {

    /** Nobody has answered. */
    void on(EscalationStatus unanswered) throws Exception;
}
