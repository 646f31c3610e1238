/**
 * Pushes to browsers and phones: {@link dev.notify.push.PushChannel}, made of one {@link dev.notify.push.Pusher} for each kind of device.
 *
 * <p>{@link dev.notify.push.WebPush} reaches browsers, {@link dev.notify.push.Fcm} and {@link dev.notify.push.Apns} phones. {@link dev.notify.push.PushSubscription} is what a browser gives, to be registered as a device, and {@link
 * dev.notify.push.VapidKeys} is what we are known by to push services.
 */
@NullMarked
package dev.notify.push;

import org.jspecify.annotations.NullMarked;
