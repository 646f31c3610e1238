/**
 * What this node knows of the providers behind each channel: breakers, limits, who is next. The door is
 * {@link dev.notify.internal.providers.Providers}.
 */
@NullMarked
package dev.notify.internal.providers;

import org.jspecify.annotations.NullMarked;
