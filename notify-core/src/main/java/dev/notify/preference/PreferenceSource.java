package dev.notify.preference;

import dev.notify.model.Tenant;
import java.util.Optional;

/**
 * Tells what a recipient wants; the host's own settings of its patients, staff or users.
 *
 * <p>Asked by worker threads, concurrently, at most five seconds before a delivery is sent; an answer is kept for up to three seconds, so
 * that one person on several channels is asked for once. It may block. What it throws is tried again and burns no attempt. Empty means
 * that the recipient has said nothing. Bare addresses have no preferences and are not asked for.
 */
@FunctionalInterface
public interface PreferenceSource {

    /** The preferences of a recipient, by id, in a tenant. */
    Optional<Preferences> preferencesOf(String recipientId, Tenant tenant);
}
