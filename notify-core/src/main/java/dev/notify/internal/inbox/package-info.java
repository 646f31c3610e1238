/**
 * Inboxes as their owners see them. Start with {@link dev.notify.internal.inbox.Inboxes}: items come with the settlement of their deliveries,
 * and a read or an acknowledgement is a sign like any other.
 */
@NullMarked
package dev.notify.internal.inbox;

import org.jspecify.annotations.NullMarked;
