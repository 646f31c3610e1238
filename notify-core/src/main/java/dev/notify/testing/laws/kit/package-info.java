/**
 * What laws are made of.
 *
 * <p>{@link dev.notify.testing.laws.kit.SampleRows} makes rows; {@link dev.notify.testing.laws.kit.Stage} is an open store with rows of
 * its own and the usual moves; {@link dev.notify.testing.laws.kit.Checks} says what was expected and what was found;
 * {@link dev.notify.testing.laws.kit.Together} does several things at once. The author of a store may write laws of his own with them.
 */
@NullMarked
package dev.notify.testing.laws.kit;

import org.jspecify.annotations.NullMarked;
