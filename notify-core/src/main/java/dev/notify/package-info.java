/**
 * The front door: {@link dev.notify.NotificationService}.
 *
 * <p>Build one with {@link dev.notify.NotificationService#builder()}, keep it for as long as the application runs, and send through
 * it. {@link dev.notify.Notifications} is what can be asked of it, in the scope of a tenant, an actor or a transaction.
 */
@NullMarked
package dev.notify;

import org.jspecify.annotations.NullMarked;
