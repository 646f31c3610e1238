/**
 * What is kept of a notification whose deliveries are made bit by bit: whom it is for, and how far it has come. The door is
 * {@link dev.notify.internal.fanout.FanOutCard}.
 */
@NullMarked
package dev.notify.internal.fanout;

import org.jspecify.annotations.NullMarked;
