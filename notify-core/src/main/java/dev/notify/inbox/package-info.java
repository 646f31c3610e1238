/**
 * What recipients find in the host's own app.
 *
 * <p>Start with {@link dev.notify.inbox.Inbox}, which {@code notifications.as("patient-42").inbox()} gives: everything that went to somebody
 * by {@link dev.notify.model.ChannelName#IN_APP}, with how it stands. Nothing needs to be configured for it.
 */
@NullMarked
package dev.notify.inbox;

import org.jspecify.annotations.NullMarked;
