/**
 * Inboxes: {@link dev.notify.jdbc.internal.inbox.JdbcInbox} reads and changes them for callers;
 * {@link dev.notify.jdbc.internal.inbox.Shelves} does what is part of a larger transaction.
 */
@NullMarked
package dev.notify.jdbc.internal.inbox;

import org.jspecify.annotations.NullMarked;
