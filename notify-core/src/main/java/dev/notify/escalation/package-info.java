/**
 * Asking one person after another until somebody takes it on.
 *
 * <p>Start with {@link dev.notify.escalation.Escalation}, a ladder of rungs that {@code escalate} begins to climb;
 * {@link dev.notify.escalation.Escalations} says how it stands and takes answers. {@link dev.notify.escalation.OnCallSchedule} and
 * {@link dev.notify.escalation.UnansweredHandler} are the host's part, each registered by a name.
 */
@NullMarked
package dev.notify.escalation;

import org.jspecify.annotations.NullMarked;
