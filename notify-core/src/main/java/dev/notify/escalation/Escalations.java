package dev.notify.escalation;

import dev.notify.model.NotificationId;
import dev.notify.sign.Signer;
import java.util.List;
import java.util.Optional;

/**
 * How escalations stand, and what is said to them, in one scope.
 *
 * <p>Of an answer and the next rung one comes first, on any number of nodes: whoever takes an escalation on does so in one transaction,
 * after which no rung is begun. What was begun in that moment may still arrive; what waits is taken back.
 *
 * <p>Acknowledging anything an escalation sent, by {@link dev.notify.sign.Signs#acknowledge} or a signed link, is acknowledging the
 * escalation. Reading it is not. Calls block for the store.
 */
public interface Escalations {

    /** How an escalation stands; empty for one that is unknown, or another tenant's. */
    Optional<EscalationStatus> status(EscalationId id);

    /** The one of this type that was begun under this key. */
    Optional<EscalationStatus> byKey(String type, String key);

    /** The one that has sent this notification. */
    Optional<EscalationStatus> of(NotificationId notification);

    /** Those that are not over, oldest first, those after {@code after} if it is given. */
    List<EscalationStatus> open(Optional<EscalationId> after, int limit);

    /** What would become of one; nothing is stored. */
    EscalationPlan preview(Escalation escalation);

    /**
     * Takes an escalation on, in the name of somebody who was asked. The first who does has it; it may still be taken on after nobody had
     * answered. The others who were sent something are told who has it, as {@link Escalation#tellOthers} says.
     */
    Acknowledgement acknowledge(EscalationId id, Signer signer);

    /** The same, without more to say. */
    default Acknowledgement acknowledge(EscalationId id, String recipientId) {
        return acknowledge(id, Signer.of(recipientId));
    }

    /**
     * Ends it: it was dealt with, whether or not anybody had taken it on. In the name of the scope's actor.
     *
     * @return whether this call did it; false for one that is unknown, or over
     */
    boolean resolve(EscalationId id, String note);

    /**
     * Calls it off. In the name of the scope's actor.
     *
     * @return whether this call did it; false for one that is unknown, or over
     */
    boolean cancel(EscalationId id, String why);

    /**
     * What would keep this escalation from reaching anybody, as things are now: people who are unknown, not to be reached or without an
     * address, an empty rota, one that fails or leads back to those who were asked, a group without members, a channel that is not there.
     * Asks the host's sources.
     */
    List<Weakness> check(Escalation escalation);

    /** The same of all that were given to the builder, and of those that are open (of very many the first 100). */
    List<Weakness> check();
}
