/**
 * The laws of a store, one class for each part of it; every method is a law.
 *
 * <p>Not for use from outside: {@link dev.notify.testing.laws.store.StoreParts} is the door, through which {@code StoreLaws} asks for them.
 */
@NullMarked
package dev.notify.testing.laws.store;

import org.jspecify.annotations.NullMarked;
