/**
 * For hosts' tests: the real engine on a virtual clock, with channels that record.
 *
 * <p>Start with {@link dev.notify.testing.TestNotifications}. No test waits: {@code advance} moves the clock and runs, in the calling
 * thread and in order, everything that becomes due on the way.
 */
@NullMarked
package dev.notify.testing;

import org.jspecify.annotations.NullMarked;
