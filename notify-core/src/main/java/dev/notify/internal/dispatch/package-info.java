/**
 * Takes work that is due and gets it done: the poller claims, lines bound how much runs at once, leases are renewed while
 * anything is held, workers decide, render and call the channel. The door is {@link dev.notify.internal.dispatch.Dispatcher}.
 */
@NullMarked
package dev.notify.internal.dispatch;

import org.jspecify.annotations.NullMarked;
