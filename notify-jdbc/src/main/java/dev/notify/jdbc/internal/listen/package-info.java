/**
 * Hearing of new work at once.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.listen.Listener}; {@code PostgresEar} is the connection it hears with. Nothing depends
 * on it: a node that hears nothing looks every second.
 */
@NullMarked
package dev.notify.jdbc.internal.listen;

import org.jspecify.annotations.NullMarked;
