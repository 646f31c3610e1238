package dev.notify.internal.remind;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.setup.Setup;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.reminder.Reminder;
import dev.notify.reminder.ReminderPlan;
import dev.notify.reminder.Reminders;
import dev.notify.request.Notification;
import dev.notify.request.Scope;
import dev.notify.store.Store;

/** Plans reminders, and gives live views of what is planned. Safe for all threads; what it gives blocks for the store. */
public final class Reminding {

    private final Plans plans;

    /** Keeps what is planned in this store. */
    public Reminding(Setup setup, Surroundings surroundings, Store store, Intake intake) {
        this.plans = new Plans(setup, surroundings, store, intake);
    }

    /** Plans the reminders of an event, or finds them planned. */
    public ReminderPlan remind(Reminder reminder, Scope scope) {
        return plans.plan(reminder, scope);
    }

    /** All reminders about a subject. */
    public Reminders about(String subject, Scope scope) {
        Names.checkText("about", subject, Notification.MAX_SUBJECT);
        if (subject.isBlank()) {
            throw new InvalidInputException("about", "is blank: name what the reminders are about");
        }
        return new StoredReminders(plans, subject, scope);
    }
}
