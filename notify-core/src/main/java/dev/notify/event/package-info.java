/**
 * What hosts may observe: events, listeners, interceptors around a delivery, health.
 *
 * <p>Start with {@link dev.notify.event.NotificationListener}. Events are told after the commit they describe.
 */
@NullMarked
package dev.notify.event;

import org.jspecify.annotations.NullMarked;
