package dev.notify.model;

import java.util.Optional;

/**
 * Tells where a recipient is reached; the host's own patients, staff or users.
 *
 * <p>Asked by worker threads, concurrently, at most a few seconds before a delivery is sent, so that the address and status are
 * those of now. It may block. What it throws is tried again and burns no attempt. Empty means that nobody is known by that
 * id: the delivery ends SUPPRESSED with that reason.
 */
@FunctionalInterface
public interface ContactSource {

    /** The contact of a recipient. */
    Optional<Contact> contactOf(String recipientId);
}
