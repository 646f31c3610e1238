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
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
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
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Schedules;
import dev.notify.security.Links;
import dev.notify.sign.Signs;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What can be asked, in one scope: for a tenant, on somebody's behalf, in a transaction.
 *
 * <p>Safe for all threads, except that a scope made by {@link #in} belongs to its connection's thread. Every call that writes or reads
 * blocks for the store, never without a bound. All of them throw:
 *
 * <ul>
 *   <li>{@link dev.notify.model.InvalidInputException} for what is wrong with the request, naming the field;
 *   <li>{@link dev.notify.model.NotRunningException} before start and after close;
 *   <li>{@link dev.notify.model.OverloadedException} when too much comes at once;
 *   <li>{@link dev.notify.store.StoreException} when the store cannot do it.
 * </ul>
 *
 * In each case nothing was stored or changed, but for {@link dev.notify.store.StoreUnavailableException.CommitUnknownException}, which
 * says that nobody knows. Inside a host's transaction the host's own work is untouched and may still commit.
 */
public interface Notifications {

    /**
     * Stores a notification; it is durable when this returns.
     *
     * @throws dev.notify.delivery.KeyConflictException if its key was used for other recipients or another subject
     */
    Receipt send(Notification notification);

    /**
     * Stores very many, in shares of up to 256 notifications or about 1,000 recipients, each in one transaction (inside a host's: all in
     * that). A share is checked as a whole before any of it is stored. Memory holds one share, however long the stream.
     *
     * <p>What is wrong is refused by its place and field ({@code notifications[17].data.test}): nothing of its share is stored, and what
     * earlier shares hold stands. Give each a key, and the same stream can be sent again after a crash or a refusal: what is stored is a
     * replay. A key that was used for something else is no refusal here: it is one of {@link Bulk#conflicts}.
     */
    default Bulk sendAll(Stream<Notification> notifications) {
        return sendAll(notifications, receipt -> {});
    }

    /**
     * The same, and tells the receipts in the order of the stream, after the share of each is stored; what {@code each} throws ends the call.
     */
    Bulk sendAll(Stream<Notification> notifications, Consumer<Receipt> each);

    /**
     * Takes back every delivery that has not gone out yet.
     *
     * <p>This and the other changes are one transaction for every 1,000 notifications named, newest first, and reach the newest 10,000 about
     * a subject. If a later transaction fails, what the earlier ones did stands.
     */
    Change cancel(Which which, String why);

    /** Takes back every delivery of a notification that has not gone out yet. */
    default Change cancel(NotificationId id, String why) {
        return cancel(Which.id(id), why);
    }

    /** Moves every delivery that waits to another time; an expiry moves with it. */
    Change reschedule(Which which, When when, String why);

    /** Moves every delivery of a notification that waits to that moment. */
    default Change reschedule(NotificationId id, Instant moment, String why) {
        return reschedule(Which.id(id), When.at(moment), why);
    }

    /** Sends every delivery that waits at once, past schedule and hours; the trail says who wanted it and why. */
    Change sendNow(Which which, String why);

    /** Sends every delivery of a notification that waits at once. */
    default Change sendNow(NotificationId id, String why) {
        return sendNow(Which.id(id), why);
    }

    /**
     * Begins to ask somebody, and then others, until one of them takes it on; the escalation is durable when this returns, and the first
     * are asked right after that.
     *
     * <p>Refuses a ladder without end, rungs that lead back, and names nobody knows: of handlers, rotas, channels, groups and types.
     */
    EscalationReceipt escalate(Escalation escalation);

    /** How escalations stand; taking them on, ending them, checking them. */
    Escalations escalations();

    /** The built-in address book. */
    Contacts contacts();

    /** The register of phones and browsers that pushes reach. */
    Devices devices();

    /** Groups, roles and topics. */
    Groups groups();

    /** How a notification stands; empty for one that is unknown, or another tenant's. */
    Optional<NotificationStatus> status(NotificationId id);

    /**
     * What would become of a notification if it were sent now and nothing changed afterwards: for each recipient on each channel when it
     * goes out or how it ends, every decision on the way, and the words. Contacts and preferences are asked for as a worker would.
     *
     * <p>Nothing is stored, told to listeners or counted, and nothing of {@code acceptAtMost} is used up.
     *
     * @throws dev.notify.model.InvalidInputException for what {@link #send} refuses
     * @throws dev.notify.delivery.KeyConflictException if its key was used for other recipients or another subject
     */
    DeliveryPlan preview(Notification notification);

    /**
     * What became of a notification and why: accepted from whom, planned, held, tried, ended, and what happens next, with each
     * recipient's local times. Holds no words, no data and no address. Empty for one that is unknown, or another tenant's.
     */
    Optional<Explanation> explain(NotificationId id);

    /** The same of one delivery. */
    Optional<Explanation> explain(DeliveryId id);

    /** Finds deliveries, newest first, a page at a time. */
    Page find(DeliveryQuery query);

    /** What failed and is not tried again by itself: to be looked at, tried again, put away. */
    DeadLetters deadLetters();

    /** What is not sent for a while: channels, providers and categories, for all tenants. */
    Pauses pauses();

    /** How many deliveries a query finds in all. */
    long count(DeliveryQuery query);

    /** How deliveries ended in the past stretch of time, in whole hours. */
    Statistics statistics(Duration past);

    /** What recipients want, as Notify keeps it for hosts that have no settings of their own. */
    PreferenceBook preferences();

    /** What was said of the use of addresses. */
    ConsentLedger consent();

    /** Takes in what providers report of deliveries after they were handed over: bounces, delivery receipts. */
    Reports reports();

    /** What recipients let us know: read, or acknowledged. */
    Signs signs();

    /**
     * The inbox of whoever this speaks for: {@code notifications.as("patient-42").inbox()}.
     *
     * @throws dev.notify.model.InvalidInputException naming {@code actor} where nobody was named with {@link #as}
     */
    Inbox inbox();

    /**
     * What signed links do: to be served under the address that was given with {@code links(..)}.
     *
     * @throws dev.notify.model.NotRunningException also where the service was built without {@code links(..)}
     */
    Links links();

    /**
     * Plans the reminders of an event, each a notification of its own; what is planned is durable when this returns. Asked for again just
     * so, it finds what is planned and changes nothing.
     *
     * @throws dev.notify.model.InvalidInputException also if the event or all the times before it have passed, and naming {@code about} if
     *     there are reminders of this type and name about the subject that plan something else
     */
    ReminderPlan remind(Reminder reminder);

    /** The reminders about a subject, to be moved or cancelled with the event. */
    Reminders remindersAbout(String subject);

    /**
     * Has what waits for a recipient decided again, soon after this returns (inside a host's transaction: after its commit). To be called
     * when what the host's own sources say of somebody has changed; changes made through Notify call it themselves. What is held and need
     * not be held any more goes out at once; what waits for a retry, or for its own time, goes on waiting.
     */
    void replan(String recipientId);

    /**
     * Begins to send the same again and again; it is durable when this returns. Under a key that stands already, with the same people,
     * subject and times, it finds what was begun first, and its data stay what they were.
     *
     * @throws dev.notify.model.InvalidInputException also for a key that stands for something else
     */
    Recurring repeat(Repeat repeat);

    /** Finds what comes again. */
    Schedules schedules();

    /** The same for another tenant. */
    Notifications forTenant(String tenant);

    /** The same on somebody's behalf, whose id the trail keeps. */
    Notifications as(String actor);

    /**
     * The same inside the host's transaction: what is written becomes true with the host's commit, and not at all if it rolls back.
     *
     * <p>The connection must not be in autocommit mode and must lead to the store's own database.
     */
    Notifications in(Connection connection);
}
