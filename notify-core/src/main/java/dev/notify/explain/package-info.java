/**
 * Why something will happen, or has happened, in plain words and as data.
 *
 * <p>{@link dev.notify.explain.DeliveryPlan} is what {@code preview} answers before anything is sent,
 * {@link dev.notify.explain.Explanation} what {@code explain} tells afterwards. Both are made of
 * {@link dev.notify.explain.Step}s, the same decisions that the engine takes, and print themselves with {@code asText()}.
 */
@NullMarked
package dev.notify.explain;

import org.jspecify.annotations.NullMarked;
