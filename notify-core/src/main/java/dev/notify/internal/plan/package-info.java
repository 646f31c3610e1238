/**
 * The one pure decision: may this delivery go out now, later, or never, and why. No I/O, no clock. The door is
 * {@link dev.notify.internal.plan.Planner}.
 */
@NullMarked
package dev.notify.internal.plan;

import org.jspecify.annotations.NullMarked;
