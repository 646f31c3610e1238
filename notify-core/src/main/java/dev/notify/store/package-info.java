/**
 * The seam to where everything is kept.
 *
 * <p>Start with {@link dev.notify.store.Store}: small parts, each with its laws in its Javadoc, checked by
 * {@code dev.notify.testing.laws.StoreLaws}. Rows are plain records; a store reads no payload, knows no channel and reads no
 * clock of its own except in {@link dev.notify.store.Store#databaseTime()}.
 */
@NullMarked
package dev.notify.store;

import org.jspecify.annotations.NullMarked;
