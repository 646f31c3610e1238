/**
 * What comes again and again. A {@link dev.notify.schedule.Schedule} says when, a {@link dev.notify.schedule.Repeat} asks for it, and a
 * {@link dev.notify.schedule.Recurring} is what stands in the store from then on, to be paused, skipped, changed and ended.
 *
 * <p>What is kept is the time on the wall and the zone. An occurrence is known by its local date-time, so that one that a clock shows twice
 * comes once.
 */
@NullMarked
package dev.notify.schedule;

import org.jspecify.annotations.NullMarked;
