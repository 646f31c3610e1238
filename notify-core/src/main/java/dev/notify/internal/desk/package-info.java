/**
 * Where people's own records are changed: what somebody wants, what was said of an address. Every change is one transaction with its
 * history, its line in the trail and the work that follows. The door is {@link dev.notify.internal.desk.Desk}.
 */
@NullMarked
package dev.notify.internal.desk;

import org.jspecify.annotations.NullMarked;
