/**
 * The toolbox under every other room: argument checks, ids, time and threads.
 *
 * <p>Start with {@link dev.notify.internal.base.Require}. Nothing here knows what a notification is.
 */
@NullMarked
package dev.notify.internal.base;

import org.jspecify.annotations.NullMarked;
