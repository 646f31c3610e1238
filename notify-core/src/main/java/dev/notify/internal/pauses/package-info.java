/**
 * What is not sent for a while, as this node knows it. The door is {@link dev.notify.internal.pauses.Halts}.
 */
@NullMarked
package dev.notify.internal.pauses;

import org.jspecify.annotations.NullMarked;
