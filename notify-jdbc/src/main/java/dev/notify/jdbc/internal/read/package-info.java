/**
 * What can be looked up.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.read.JdbcReads}. What workers load goes by plain JDBC, what people ask goes through
 * Jdbi; whatever a caller asks has the tenant in its statement.
 */
@NullMarked
package dev.notify.jdbc.internal.read;

import org.jspecify.annotations.NullMarked;
