/**
 * What operators change about work that waits.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.change.JdbcChanges}: queue rows are locked first, in the order everybody locks them,
 * and looked at under that lock.
 */
@NullMarked
package dev.notify.jdbc.internal.change;

import org.jspecify.annotations.NullMarked;
