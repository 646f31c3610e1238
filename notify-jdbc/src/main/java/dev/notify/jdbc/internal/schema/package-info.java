/**
 * The tables themselves.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.schema.Migration}, which brings them to our version;
 * {@link dev.notify.jdbc.internal.schema.Script} reads the numbered scripts, {@link dev.notify.jdbc.internal.schema.Inspection} says
 * all that is missing, and {@link dev.notify.jdbc.internal.schema.JdbcMeta} is what the installation remembers of itself.
 */
@NullMarked
package dev.notify.jdbc.internal.schema;

import org.jspecify.annotations.NullMarked;
