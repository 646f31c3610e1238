/**
 * Whether a database keeps what it is given.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.safety.SafetyCheck}, which gives all findings at once, each with what to do.
 * {@link dev.notify.jdbc.internal.safety.OpenFiles} knows which H2 files this process has open.
 */
@NullMarked
package dev.notify.jdbc.internal.safety;

import org.jspecify.annotations.NullMarked;
