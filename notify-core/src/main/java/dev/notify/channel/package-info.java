/**
 * The seam for ways out of the house.
 *
 * <p>Start with {@link dev.notify.channel.Channel}: one small class makes a new one, and
 * {@code dev.notify.testing.laws.ChannelLaws} checks it. {@link dev.notify.channel.LogChannel} is the explicit choice for
 * development.
 */
@NullMarked
package dev.notify.channel;

import org.jspecify.annotations.NullMarked;
