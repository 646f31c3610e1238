package dev.notify.internal.escalate;

import dev.notify.internal.escalation.EscalationCard;
import dev.notify.model.Actor;
import dev.notify.model.Tenant;
import dev.notify.request.Scope;
import dev.notify.store.QueuePart;
import java.util.Optional;
import java.util.UUID;

/**
 * One piece of work, with the card as it is.
 *
 * @param version of the card that is stored
 */
record Task(QueuePart.Claim claim, String tenantName, EscalationCard card, long version) {

    UUID id() {
        return claim.ref();
    }

    Tenant tenant() {
        return Tenant.of(tenantName);
    }

    /** In whose name it sends and takes back. */
    Scope scope() {
        return new Scope(tenant(), Actor.of("escalation:" + id()), Optional.empty());
    }

    /** After the card was written as this. */
    Task written(EscalationCard as) {
        return new Task(claim, tenantName, as, version + 1);
    }
}
