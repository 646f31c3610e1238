/**
 * What differs between databases, in one place.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.dialect.Dialect}: how rows are written in bulk, how ids are bound, and what an error
 * means. Statements that differ in shape stand beside their use, in the room of their part, chosen by
 * {@link dev.notify.jdbc.internal.dialect.Product}.
 */
@NullMarked
package dev.notify.jdbc.internal.dialect;

import org.jspecify.annotations.NullMarked;
