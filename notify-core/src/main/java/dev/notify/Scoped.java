package dev.notify;

import dev.notify.delivery.Bulk;
import dev.notify.delivery.Change;
import dev.notify.delivery.NotificationStatus;
import dev.notify.delivery.Page;
import dev.notify.delivery.Receipt;
import dev.notify.delivery.Statistics;
import dev.notify.directory.Contacts;
import dev.notify.directory.Devices;
import dev.notify.directory.Groups;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationReceipt;
import dev.notify.escalation.Escalations;
import dev.notify.explain.DeliveryPlan;
import dev.notify.explain.Explanation;
import dev.notify.inbox.Inbox;
import dev.notify.model.Actor;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Tenant;
import dev.notify.operation.DeadLetters;
import dev.notify.operation.Pauses;
import dev.notify.preference.ConsentLedger;
import dev.notify.preference.PreferenceBook;
import dev.notify.reminder.Reminder;
import dev.notify.reminder.ReminderPlan;
import dev.notify.reminder.Reminders;
import dev.notify.report.Reports;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.Scope;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Schedules;
import dev.notify.security.Links;
import dev.notify.sign.Signs;
import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The front door in one scope. */
final class Scoped implements Notifications {

    private final Supplier<Wiring> running;
    private final Scope scope;

    /** @param running gives the rooms of a running service, or says why there are none */
    Scoped(Supplier<Wiring> running, Scope scope) {
        this.running = running;
        this.scope = scope;
    }

    @Override
    public Receipt send(Notification notification) {
        Objects.requireNonNull(notification, "notification");
        return running.get().intake().send(notification, scope);
    }

    @Override
    public Bulk sendAll(Stream<Notification> notifications, Consumer<Receipt> each) {
        Objects.requireNonNull(notifications, "notifications");
        Objects.requireNonNull(each, "each");
        return running.get().intake().sendAll(notifications, each, scope);
    }

    @Override
    public Change cancel(Which which, String why) {
        return running.get().intake().cancel(which, why, scope);
    }

    @Override
    public Change reschedule(Which which, When when, String why) {
        return running.get().intake().reschedule(which, when, why, scope);
    }

    @Override
    public Change sendNow(Which which, String why) {
        return running.get().intake().sendNow(which, why, scope);
    }

    @Override
    public EscalationReceipt escalate(Escalation escalation) {
        Objects.requireNonNull(escalation, "escalation");
        return running.get().escalator().begin(escalation, scope);
    }

    @Override
    public Escalations escalations() {
        return running.get().escalator().of(scope);
    }

    @Override
    public Devices devices() {
        return running.get().directory().devices(scope);
    }

    @Override
    public Contacts contacts() {
        return running.get().directory().contacts(scope);
    }

    @Override
    public Groups groups() {
        return running.get().directory().groups(scope);
    }

    @Override
    public Optional<NotificationStatus> status(NotificationId id) {
        return running.get().view().status(id, scope);
    }

    @Override
    public DeliveryPlan preview(Notification notification) {
        Objects.requireNonNull(notification, "notification");
        return running.get().intake().preview(notification, scope);
    }

    @Override
    public Optional<Explanation> explain(NotificationId id) {
        return running.get().view().explain(id, scope);
    }

    @Override
    public Optional<Explanation> explain(DeliveryId id) {
        return running.get().view().explain(id, scope);
    }

    @Override
    public Page find(DeliveryQuery query) {
        return running.get().view().find(query, scope);
    }

    @Override
    public DeadLetters deadLetters() {
        return running.get().view().deadLetters(scope);
    }

    @Override
    public Pauses pauses() {
        return running.get().halts().of(scope);
    }

    @Override
    public long count(DeliveryQuery query) {
        return running.get().view().count(query, scope);
    }

    @Override
    public Statistics statistics(Duration past) {
        return running.get().view().statistics(past, scope);
    }

    @Override
    public PreferenceBook preferences() {
        return running.get().desk().preferences(scope);
    }

    @Override
    public ConsentLedger consent() {
        return running.get().desk().consent(scope);
    }

    @Override
    public Reports reports() {
        return running.get().desk().reports(scope);
    }

    @Override
    public Signs signs() {
        return running.get().desk().signs(scope);
    }

    @Override
    public Inbox inbox() {
        return running.get().inboxes().of(scope);
    }

    @Override
    public Links links() {
        return running.get().desk().links(scope);
    }

    @Override
    public ReminderPlan remind(Reminder reminder) {
        Objects.requireNonNull(reminder, "reminder");
        return running.get().reminding().remind(reminder, scope);
    }

    @Override
    public Reminders remindersAbout(String subject) {
        return running.get().reminding().about(subject, scope);
    }

    @Override
    public void replan(String recipientId) {
        running.get().desk().replan(recipientId, scope);
    }

    @Override
    public Recurring repeat(Repeat repeat) {
        return running.get().recurrences().begin(repeat, scope);
    }

    @Override
    public Schedules schedules() {
        return running.get().recurrences().of(scope);
    }

    @Override
    public Notifications forTenant(String tenant) {
        return new Scoped(running, scope.forTenant(Tenant.of(tenant)));
    }

    @Override
    public Notifications as(String actor) {
        return new Scoped(running, scope.as(Actor.of(actor)));
    }

    @Override
    public Notifications in(Connection connection) {
        return new Scoped(running, scope.in(connection));
    }
}
