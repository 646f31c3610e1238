/**
 * Opening a store.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.open.Opening}: it checks, makes the tables, and puts the parts of an
 * {@link dev.notify.jdbc.internal.open.OpenStore} together. {@link dev.notify.jdbc.internal.open.Source} is where connections come from.
 */
@NullMarked
package dev.notify.jdbc.internal.open;

import org.jspecify.annotations.NullMarked;
