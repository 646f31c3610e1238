/**
 * What becomes of a request: deliveries, their attempts, the outcomes channels answer and the decisions taken.
 *
 * <p>Start with {@link dev.notify.delivery.Delivery}, one recipient on one channel, and
 * {@link dev.notify.delivery.DeliveryState}, the states it can be in. {@link dev.notify.delivery.Outcome} is what a channel
 * answers; {@link dev.notify.delivery.Decision} is why Notify did what it did.
 */
@NullMarked
package dev.notify.delivery;

import org.jspecify.annotations.NullMarked;
