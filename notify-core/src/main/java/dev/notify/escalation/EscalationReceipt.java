package dev.notify.escalation;

import java.util.Objects;

/**
 * What {@code escalate} returns: the escalation is stored, and somebody will be asked.
 *
 * @param replayed whether one was begun before under the same key; it goes on as it is, and this is its id
 */
public record EscalationReceipt(EscalationId id, boolean replayed) {

    public EscalationReceipt {
        Objects.requireNonNull(id, "id");
    }
}
