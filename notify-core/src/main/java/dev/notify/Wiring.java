package dev.notify;

import dev.notify.channel.Channel;
import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.internal.desk.Desk;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.dispatch.Dispatcher;
import dev.notify.internal.doctor.Doctor;
import dev.notify.internal.escalate.Escalator;
import dev.notify.internal.inbox.Inboxes;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.pauses.Halts;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.prepare.Preparation;
import dev.notify.internal.providers.Providers;
import dev.notify.internal.quota.QuotaStore;
import dev.notify.internal.recur.Recurrences;
import dev.notify.internal.remind.Reminding;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.internal.upkeep.Upkeep;
import dev.notify.internal.view.View;
import dev.notify.model.Actor;
import dev.notify.model.NotifyException;
import dev.notify.store.QueuePart;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import dev.notify.store.WorkKind;
import dev.notify.template.TemplateEditor;
import dev.notify.template.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where the rooms of a service are put together, started and ended. */
final class Wiring {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationService.class);
    private static final String ENVIRONMENT = "environment";

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Directory directory;
    private final Announcer announcer;
    private final QuotaStore quotas;
    private final Halts halts;
    private final Providers providers;
    private final Dispatcher dispatcher;
    private final Escalator escalator;
    private final Intake intake;
    private final View view;
    private final Reminding reminding;
    private final Desk desk;
    private final Inboxes inboxes;
    private final Recurrences recurrences;
    private final Upkeep upkeep;
    private final Doctor doctor;
    private final AtomicBoolean sending = new AtomicBoolean();
    private volatile boolean open;

    Wiring(Setup setup, Surroundings surroundings, Store store) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = new Announcer(
                surroundings.tasks(), setup.seams().listeners(), setup.limits().deadLetters());
        Planner planner = new Planner(setup);
        People people = new People(setup, surroundings.time(), store);
        this.directory = new Directory(setup, surroundings, store, people::forget);
        this.quotas = new QuotaStore(surroundings, store, setup.seams().seal());
        this.halts = new Halts(setup, surroundings, store, announcer);
        this.providers = new Providers(setup, surroundings, store, announcer, quotas, halts);
        this.escalator =
                new Escalator(setup, surroundings, store, announcer, people, directory, this::intake, this::desk);
        this.recurrences = new Recurrences(
                setup, surroundings, store, announcer, people, this::desk, this::intake, this::madeDueAt);
        this.dispatcher = new Dispatcher(
                setup,
                surroundings,
                store,
                announcer,
                people,
                providers,
                new Preparation(setup, surroundings, store, announcer, planner, people, providers, quotas),
                kinds(people));
        this.intake = new Intake(setup, surroundings, store, announcer, planner, people, quotas, directory, dispatcher);
        this.reminding = new Reminding(setup, surroundings, store, intake);
        this.desk = new Desk(setup, surroundings, store, people, dispatcher, announcer, intake);
        this.inboxes = new Inboxes(setup, surroundings, store, people, desk);
        announcer.follow(inboxes::heard);
        this.view = new View(setup, surroundings, store, people, dispatcher, announcer, halts);
        this.upkeep = new Upkeep(setup, surroundings, store, announcer);
        this.doctor = new Doctor(setup, surroundings, store, announcer);
    }

    /** Who does work that is no delivery. */
    private Map<WorkKind, Function<Settler, Consumer<QueuePart.Claim>>> kinds(People people) {
        Map<WorkKind, Function<Settler, Consumer<QueuePart.Claim>>> all = new EnumMap<>(WorkKind.class);
        all.putAll(Upkeep.kinds(
                setup,
                surroundings,
                store,
                announcer,
                people,
                this::madeDue,
                directory,
                this::intake,
                this::desk,
                recurrences));
        all.put(WorkKind.ESCALATE, escalator::climbs);
        return all;
    }

    /** Work made these deliveries due, and they are stored. */
    private void madeDue(List<UUID> deliveries) {
        dispatcher.committed(deliveries);
    }

    /** Work has been stored that becomes due then. */
    private void madeDueAt(long moment) {
        dispatcher.dueAt(moment);
    }

    void start(WhenStoreIsDown whenDown) {
        startChannels();
        upkeep.open(whenDown == WhenStoreIsDown.WAIT, this::opened);
    }

    private void startChannels() {
        List<String> findings = new ArrayList<>();
        for (Channel channel : setup.lines().channels().values()) {
            try {
                channel.devices(directory.deviceSource());
                channel.start();
            } catch (Exception e) {
                findings.add("channel " + channel.name() + " does not start: " + whyNot(e));
            }
        }
        if (!findings.isEmpty()) {
            throw new StartException(findings);
        }
    }

    /** What a channel throws may hold its password: only exceptions of Notify's own kind promise that they do not. */
    private static String whyNot(Exception e) {
        return e instanceof NotifyException
                ? String.valueOf(e.getMessage())
                : "it threw " + e.getClass().getName() + " (what that says is not shown: it may hold a secret)";
    }

    private void opened() {
        boolean mine = rightEnvironment();
        upkeep.followClock();
        upkeep.pin(setup.words().rows());
        upkeep.followTemplates();
        dispatcher.start();
        providers.start();
        halts.start();
        inboxes.start();
        recurrences.begin();
        open = true;
        if (mine) {
            begin();
        }
        escalator.lookOver();
        setup.missingChannels()
                .forEach((channel, types) -> announcer.raise(
                        Health.Status.DEGRADED,
                        "channel." + channel,
                        "is not configured: deliveries of " + types
                                + " by it are SUPPRESSED. Add it with channel(..)"));
        LOG.info(
                "started node={} channels={} types={}",
                setup.identity().node(),
                setup.lines().channels().keySet(),
                setup.types().size());
    }

    /** Begins to send; not before it is known whose data this is. */
    private void begin() {
        if (!sending.compareAndSet(false, true)) {
            return;
        }
        try {
            store.listen(dispatcher::wake);
        } catch (StoreException e) {
            LOG.warn("the store cannot tell of new work: it is found by looking for it", Trace.of(e));
        }
        dispatcher.resume();
    }

    /** A copy of another environment's data sends nothing until it is adopted. */
    private boolean rightEnvironment() {
        if (setup.identity().environment().isEmpty()) {
            return true;
        }
        String mine = setup.identity().environment().get();
        String stored = store.meta().putIfAbsent(ENVIRONMENT, mine);
        if (stored.equals(mine)) {
            return true;
        }
        announcer.raise(
                Health.Status.DEGRADED,
                ENVIRONMENT,
                "this data belongs to '" + stored + "' and this service is '" + mine
                        + "': nothing is sent. Call adopt() if the data is this environment's from now on");
        return false;
    }

    void adopt() {
        setup.identity().environment().ifPresent(mine -> store.meta().put(ENVIRONMENT, mine));
        announcer.clear(ENVIRONMENT);
        begin();
    }

    boolean open() {
        return open;
    }

    Wording words() {
        return setup.words();
    }

    boolean editsTemplates() {
        return setup.words().isEdited();
    }

    TemplateEditor editor(Actor actor) {
        return upkeep.templates(actor);
    }

    Intake intake() {
        return intake;
    }

    Directory directory() {
        return directory;
    }

    Escalator escalator() {
        return escalator;
    }

    Desk desk() {
        return desk;
    }

    Inboxes inboxes() {
        return inboxes;
    }

    View view() {
        return view;
    }

    Reminding reminding() {
        return reminding;
    }

    Providers providers() {
        return providers;
    }

    Halts halts() {
        return halts;
    }

    Recurrences recurrences() {
        return recurrences;
    }

    Health health() {
        return announcer.health();
    }

    Health examine() {
        return doctor.examine();
    }

    /** Ends in order: no new work, what runs is given its time, then channels, threads, store. */
    boolean close(Duration deadline) {
        long end = surroundings.time().steady() + deadline.toMillis();
        dispatcher.hold();
        surroundings.tasks().await(deadline.toMillis(), intake::idle); // so that what they hand over is given back too
        boolean drained =
                !open || dispatcher.drain(Math.max(0, end - surroundings.time().steady()));
        if (!drained) {
            LOG.warn("closed before everything was done: what was under way is taken up again when its leases end");
        }
        upkeep.stop();
        dispatcher.stop();
        surroundings.tasks().await(500, announcer::idle);
        open = false;
        for (Channel channel : setup.lines().channels().values()) {
            try {
                channel.close();
            } catch (Throwable e) {
                LOG.warn(
                        "channel {} did not close well: {}",
                        channel.name(),
                        e.getClass().getName());
            }
        }
        providers.stop();
        halts.stop();
        inboxes.stop();
        quotas.close();
        try {
            store.close(); // before the threads: one that is interrupted inside H2 would close its file
        } catch (StoreException e) {
            LOG.warn("the store did not close well", Trace.of(e));
        }
        surroundings.tasks().close();
        LOG.info("closed node={} drained={}", setup.identity().node(), drained);
        return drained;
    }
}
