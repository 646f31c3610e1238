/**
 * The laws of recording what was done; every method is a law.
 *
 * <p>Not for use from outside: {@link dev.notify.testing.laws.settle.SettleParts} is the door, through which {@code StoreLaws} asks for them.
 */
@NullMarked
package dev.notify.testing.laws.settle;

import org.jspecify.annotations.NullMarked;
