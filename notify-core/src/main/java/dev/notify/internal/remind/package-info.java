/**
 * Plans reminders, moves and cancels them; what they become goes through intake. The door is {@link dev.notify.internal.remind.Reminding}.
 */
@NullMarked
package dev.notify.internal.remind;

import org.jspecify.annotations.NullMarked;
