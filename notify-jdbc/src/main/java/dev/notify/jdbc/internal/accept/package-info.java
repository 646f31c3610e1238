/**
 * What comes in.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.accept.JdbcAccepts}: a group is one transaction, with one statement for each table.
 * {@code Keys} decides who owns an idempotency key.
 */
@NullMarked
package dev.notify.jdbc.internal.accept;

import org.jspecify.annotations.NullMarked;
