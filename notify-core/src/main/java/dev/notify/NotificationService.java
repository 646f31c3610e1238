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
import dev.notify.event.Health;
import dev.notify.explain.DeliveryPlan;
import dev.notify.explain.Explanation;
import dev.notify.inbox.Inbox;
import dev.notify.model.Actor;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotRunningException;
import dev.notify.model.NotificationId;
import dev.notify.operation.DeadLetters;
import dev.notify.operation.Pauses;
import dev.notify.preference.ConsentLedger;
import dev.notify.preference.PreferenceBook;
import dev.notify.provider.ProviderState;
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
import dev.notify.template.TemplateEditor;
import dev.notify.template.Wording;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Durable notifications inside the host's own process: the front door.
 *
 * <p>Build one with {@link #builder()}, {@link #start()} it, keep it as long as the application runs, and {@link #close()} it. Several
 * services, in as many processes, may share one database. Safe for all threads.
 */
public final class NotificationService implements Notifications, AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(20);

    private enum Stage {
        BUILT,
        STARTED,
        CLOSED
    }

    private final Wiring wiring;
    private final List<String> findings;
    private final WhenStoreIsDown whenDown;
    private final Notifications all;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Stage stage = Stage.BUILT;

    NotificationService(Wiring wiring, List<String> findings, WhenStoreIsDown whenDown) {
        this.wiring = wiring;
        this.findings = findings;
        this.whenDown = whenDown;
        this.all = new Scoped(this::running, Scope.DEFAULT);
    }

    /** Begins a service. */
    public static NotificationServiceBuilder builder() {
        return new NotificationServiceBuilder();
    }

    /**
     * Checks the setup and the store, and begins to work. A service starts once.
     *
     * @return this service
     * @throws StartException with everything that is wrong with the setup
     * @throws dev.notify.store.StoreException.RefusedException with everything that makes the store unsafe to use
     * @throws dev.notify.store.StoreUnavailableException if it cannot be reached, unless the service was built to wait
     */
    public NotificationService start() {
        lock.lock();
        try {
            if (stage != Stage.BUILT) {
                throw new NotRunningException(
                        stage == Stage.CLOSED
                                ? "The service is closed: build another"
                                : "The service is started already");
            }
            if (!findings.isEmpty()) {
                throw new StartException(findings);
            }
            stage = Stage.STARTED;
            try {
                wiring.start(whenDown);
            } catch (RuntimeException | Error e) {
                stage = Stage.CLOSED;
                wiring.close(Duration.ZERO);
                throw e;
            }
            return this;
        } finally {
            lock.unlock();
        }
    }

    private Wiring running() {
        if (stage != Stage.STARTED) {
            throw new NotRunningException(
                    stage == Stage.BUILT ? "The service is not started: call start()" : "The service is closed");
        }
        if (!wiring.open()) {
            throw new NotRunningException("The store cannot be reached yet: nothing is accepted until it can");
        }
        return wiring;
    }

    /** How the service is: also before start and after close. */
    public Health health() {
        if (stage != Stage.STARTED) {
            String what = stage == Stage.BUILT ? "is not started" : "is closed";
            return Health.of(List.of(new Health.Finding(Health.Status.DOWN, "service", what)));
        }
        return wiring.health();
    }

    /**
     * Looks everything over, on request: the settings, whether the store takes and gives back a line, and whether each channel and provider could
     * send now (its server reached, its certificate and login accepted), without sending anything. Good findings are told too, as UP; what
     * {@link #health()} knows is among them. Blocks for half a minute at most. No text holds a secret or an address.
     *
     * <p>A service that is not started tells what {@link #start()} would refuse.
     */
    public Health doctor() {
        if (stage == Stage.STARTED) {
            return wiring.examine();
        }
        List<Health.Finding> all = new ArrayList<>(health().findings());
        findings.forEach(what -> all.add(new Health.Finding(Health.Status.DOWN, "settings", what)));
        return Health.of(all);
    }

    /**
     * How each provider is doing as this node sees it, in the order they were given; a channel that is no pool is one provider of the
     * channel's name. Also before start and after close.
     */
    public List<ProviderState> providers() {
        return wiring.providers().states();
    }

    /** The words of all types, to be checked and previewed: also before start and after close. */
    public Wording templates() {
        return wiring.words();
    }

    /**
     * Edits templates in the store, in this name.
     *
     * @throws dev.notify.model.InvalidInputException if the actor is blank or too long
     * @throws NotRunningException if the service is not started, or built without {@code editTemplates()}: it would not say what was edited
     */
    public TemplateEditor templateEditor(String actor) {
        Actor by = Actor.of(actor);
        Wiring running = running();
        if (!running.editsTemplates()) {
            throw new NotRunningException(
                    "Templates are not edited by this service: say editTemplates() when it is built");
        }
        return running.editor(by);
    }

    /** Makes the data this environment's, after a copy of another's has been put in place. Sending begins. */
    public void adopt() {
        running().adopt();
    }

    /** Closes, giving what is under way 20 seconds. */
    @Override
    public void close() {
        close(DRAIN);
    }

    /**
     * Ends the service: takes nothing more, gives back what has not begun so that other nodes have it at once, lets what is under way
     * finish, and closes channels and store. Twice is once.
     *
     * @param deadline how long to wait for what is under way; what takes longer is taken up again when its lease ends
     * @return whether everything under way was done and recorded in time
     */
    public boolean close(Duration deadline) {
        lock.lock();
        try {
            Stage before = stage;
            stage = Stage.CLOSED;
            return before != Stage.STARTED || wiring.close(deadline);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Receipt send(Notification notification) {
        return all.send(notification);
    }

    @Override
    public Bulk sendAll(Stream<Notification> notifications, Consumer<Receipt> each) {
        return all.sendAll(notifications, each);
    }

    @Override
    public Change cancel(Which which, String why) {
        return all.cancel(which, why);
    }

    @Override
    public Change reschedule(Which which, When when, String why) {
        return all.reschedule(which, when, why);
    }

    @Override
    public Change sendNow(Which which, String why) {
        return all.sendNow(which, why);
    }

    @Override
    public EscalationReceipt escalate(Escalation escalation) {
        return all.escalate(escalation);
    }

    @Override
    public Escalations escalations() {
        return all.escalations();
    }

    @Override
    public Devices devices() {
        return all.devices();
    }

    @Override
    public Contacts contacts() {
        return all.contacts();
    }

    @Override
    public Groups groups() {
        return all.groups();
    }

    @Override
    public Optional<NotificationStatus> status(NotificationId id) {
        return all.status(id);
    }

    @Override
    public DeliveryPlan preview(Notification notification) {
        return all.preview(notification);
    }

    @Override
    public Optional<Explanation> explain(NotificationId id) {
        return all.explain(id);
    }

    @Override
    public Optional<Explanation> explain(DeliveryId id) {
        return all.explain(id);
    }

    @Override
    public Page find(DeliveryQuery query) {
        return all.find(query);
    }

    @Override
    public DeadLetters deadLetters() {
        return all.deadLetters();
    }

    @Override
    public Pauses pauses() {
        return all.pauses();
    }

    @Override
    public long count(DeliveryQuery query) {
        return all.count(query);
    }

    @Override
    public Statistics statistics(Duration past) {
        return all.statistics(past);
    }

    @Override
    public PreferenceBook preferences() {
        return all.preferences();
    }

    @Override
    public ConsentLedger consent() {
        return all.consent();
    }

    @Override
    public Reports reports() {
        return all.reports();
    }

    @Override
    public Signs signs() {
        return all.signs();
    }

    @Override
    public Inbox inbox() {
        return all.inbox();
    }

    @Override
    public Links links() {
        return all.links();
    }

    @Override
    public ReminderPlan remind(Reminder reminder) {
        return all.remind(reminder);
    }

    @Override
    public Reminders remindersAbout(String subject) {
        return all.remindersAbout(subject);
    }

    @Override
    public void replan(String recipientId) {
        all.replan(recipientId);
    }

    @Override
    public Recurring repeat(Repeat repeat) {
        return all.repeat(repeat);
    }

    @Override
    public Schedules schedules() {
        return all.schedules();
    }

    @Override
    public Notifications forTenant(String tenant) {
        return all.forTenant(tenant);
    }

    @Override
    public Notifications as(String actor) {
        return all.as(actor);
    }

    @Override
    public Notifications in(Connection connection) {
        return all.in(connection);
    }
}
