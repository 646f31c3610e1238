/**
 * Climbs ladders: asks, waits, takes back, tells. The door is {@link dev.notify.internal.escalate.Escalator}.
 */
@NullMarked
package dev.notify.internal.escalate;

import org.jspecify.annotations.NullMarked;
