/**
 * Webhooks: notifications as signed posts to somebody's server, by the rules of Standard Webhooks.
 *
 * <p>Start with {@link dev.notify.webhook.WebhookChannel}. {@link dev.notify.webhook.WebhookSignature} signs, and checks what others signed;
 * {@link dev.notify.webhook.WebhookEvents} tells an endpoint what a service does.
 */
@NullMarked
package dev.notify.webhook;

import org.jspecify.annotations.NullMarked;
