/**
 * How the store's rows lie in tables.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.rows.Tables}: each table's columns, in the order they are written.
 * {@link dev.notify.jdbc.internal.rows.Readers} reads them back, and {@link dev.notify.jdbc.internal.rows.Counters} adds up numbers.
 */
@NullMarked
package dev.notify.jdbc.internal.rows;

import org.jspecify.annotations.NullMarked;
