/**
 * What is kept of reminders: what was asked for, and which edition of it holds now. The door is
 * {@link dev.notify.internal.reminders.ReminderCard}.
 */
@NullMarked
package dev.notify.internal.reminders;

import org.jspecify.annotations.NullMarked;
