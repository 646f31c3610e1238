/**
 * What waits, and who holds it.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.queue.JdbcQueue}; the statements of each database are in a {@code QueueSql} of its
 * own, because a claim that is fast and fair on one is wrong on another.
 */
@NullMarked
package dev.notify.jdbc.internal.queue;

import org.jspecify.annotations.NullMarked;
