/**
 * Reminders of an event that has a time, such as an appointment.
 *
 * <p>Start with {@link dev.notify.reminder.Reminder}, one request that stands for several notifications, each some time before the event.
 * {@code notifications.remind(..)} answers with a {@link dev.notify.reminder.ReminderPlan}; {@link dev.notify.reminder.Reminders} moves and
 * cancels all that is planned about a subject.
 */
@NullMarked
package dev.notify.reminder;

import org.jspecify.annotations.NullMarked;
