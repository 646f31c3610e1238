/**
 * What comes again and again, and what the host is asked for: their cards, their work, and their live handles. The door is
 * {@link dev.notify.internal.recur.Recurrences}.
 */
@NullMarked
package dev.notify.internal.recur;

import org.jspecify.annotations.NullMarked;
