package dev.notify.internal.remind;

import dev.notify.reminder.ReminderPlan;
import dev.notify.reminder.Reminders;
import dev.notify.request.Scope;
import dev.notify.request.When;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** The reminders about one subject, as they are stored. */
final class StoredReminders implements Reminders {

    private final Plans plans;
    private final String subject;
    private final Scope scope;

    StoredReminders(Plans plans, String subject, Scope scope) {
        this.plans = plans;
        this.subject = subject;
        this.scope = scope;
    }

    @Override
    public List<ReminderPlan> plans() {
        return plans.about(subject, scope);
    }

    @Override
    public List<ReminderPlan> moveTo(Instant moment) {
        return plans.move(subject, event -> When.at(moment), scope);
    }

    @Override
    public List<ReminderPlan> moveTo(LocalDateTime time, ZoneId zone) {
        return plans.move(subject, event -> When.at(time, zone), scope);
    }

    @Override
    public List<ReminderPlan> moveTo(LocalDateTime time) {
        return plans.move(subject, event -> When.at(time, plans.zoneOf(event)), scope);
    }

    @Override
    public List<ReminderPlan> cancel(String why) {
        return plans.cancel(subject, why, scope);
    }
}
