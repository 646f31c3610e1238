/**
 * What a host asks for.
 *
 * <p>Start with {@link dev.notify.request.NotificationType}, declared once, and {@link dev.notify.request.Notification},
 * one request. Both are immutable: every call returns a new one and there is no {@code build()}.
 * {@link dev.notify.request.Which} says which stored notifications a later change is about,
 * {@link dev.notify.request.DeliveryQuery} which deliveries to find.
 */
@NullMarked
package dev.notify.request;

import org.jspecify.annotations.NullMarked;
