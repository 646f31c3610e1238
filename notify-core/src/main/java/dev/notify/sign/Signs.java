package dev.notify.sign;

import dev.notify.model.NotificationId;
import java.util.Optional;

/**
 * What recipients let us know of notifications. The host calls this when somebody opens one or takes it on; whoever is signed in there
 * is who it says.
 *
 * <p>A sign ends the wait of a type that falls back without one, and what stands in for a delivery and has not gone out yet is CANCELLED
 * when its turn comes: at once for whoever gave the sign, on every node within seconds. Each sign is a line of the trail. Calls block
 * for the store.
 */
public interface Signs {

    /**
     * Takes a notification on for all it went to. The first who does has it; whoever comes later, or again, is told who that was.
     *
     * @return who has it; empty if the notification is unknown, another tenant's, or was never meant for this person
     */
    Optional<Signature> acknowledge(NotificationId notification, Signer signer);

    /** The same, without more to say. */
    default Optional<Signature> acknowledge(NotificationId notification, String recipientId) {
        return acknowledge(notification, Signer.of(recipientId));
    }

    /**
     * Somebody has read it. The first time counts.
     *
     * @return when they first did; empty if the notification is unknown, another tenant's, or was never meant for this person
     */
    Optional<Signature> read(NotificationId notification, Signer signer);

    /** The same, without more to say. */
    default Optional<Signature> read(NotificationId notification, String recipientId) {
        return read(notification, Signer.of(recipientId));
    }

    /** Who has taken it on. */
    Optional<Signature> acknowledged(NotificationId notification);

    /** When this person first read it. */
    Optional<Signature> readBy(NotificationId notification, String recipientId);
}
