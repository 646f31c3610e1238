package dev.notify.internal.dispatch;

import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.internal.people.People;
import dev.notify.internal.prepare.Preparation;
import dev.notify.internal.providers.Providers;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.policy.Concurrency;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import dev.notify.store.WorkKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets work that is due done on this node. Safe for all threads. */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long LOAD_AGAIN_AFTER = 500;
    private static final long SUSPECTS_WAIT = 1_000;

    private final Surroundings surroundings;
    private final Store store;
    private final Providers providers;
    private final Leases leases;
    private final Isolation isolation;
    private final Map<Integer, Line> lines = new LinkedHashMap<>();
    private final Settler settler;
    private final Runner runner;
    private final Loader loader;
    private final Poller poller;
    private final Watch watch;

    /**
     * A dispatcher for this node; it does nothing before {@link #start()}.
     *
     * @param kinds who does work that is no delivery; each hands its end to the settler
     */
    public Dispatcher(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            People people,
            Providers providers,
            Preparation preparation,
            Map<WorkKind, Function<Settler, Consumer<QueuePart.Claim>>> kinds) {
        this.surroundings = surroundings;
        this.store = store;
        this.providers = providers;
        String owner = setup.identity().node() + "#"
                + Long.toHexString(
                        surroundings.ids().next(surroundings.time().millis()).getLeastSignificantBits());
        this.leases = new Leases(setup, surroundings, store, announcer, owner, this::settling);
        this.settler = new Settler(setup, surroundings, store, announcer, this::settled);
        Map<WorkKind, Consumer<QueuePart.Claim>> others = new EnumMap<>(WorkKind.class);
        kinds.forEach((kind, maker) -> others.put(kind, maker.apply(settler)));
        Worker worker = new Worker(setup, surroundings, announcer, providers, preparation, settler);
        this.runner = new Runner(
                surroundings,
                leases,
                settler,
                worker,
                others,
                () -> lines.values().forEach(Line::pump));
        this.isolation = runner.isolation();
        openLines(setup, others.keySet());
        this.loader = new Loader(setup, store, announcer, people, settler, lane -> lineOf(new Lane(lane)));
        this.poller = new Poller(setup, surroundings, store, announcer, leases, lines.values(), this::claimed);
        this.watch = new Watch(surroundings, leases, runner::overdue);
    }

    private void openLines(Setup setup, Collection<WorkKind> kinds) {
        for (ChannelName name : setup.lines().names()) {
            if (setup.lines().works(name)) {
                open(
                        Lane.all(name),
                        providers.way(name),
                        setup.lines().concurrency().getOrDefault(name, Concurrency.DEFAULT));
            }
        }
        if (!setup.lines().acceptOnly()) {
            kinds.forEach(kind -> open(Lane.all(kind), Providers.Way.FREE, Concurrency.of(2)));
        }
    }

    private void open(List<Lane> lanes, Providers.Way way, Concurrency concurrency) {
        Line line = new Line(
                lanes,
                way,
                concurrency,
                surroundings,
                isolation,
                new Line.Calls(runner::work, () -> this.poller.wake(), waiting -> stepAside(way, waiting)));
        lines.put(lanes.get(0).line(), line);
    }

    private boolean settling() {
        return settler.settling();
    }

    /** Deliveries whose providers take nothing for a while wait in the store; no try is counted. */
    private void stepAside(Providers.Way way, List<Job> waiting) {
        long wait = Math.max(1, way.nextAt(false) - surroundings.time().steady());
        waiting.stream()
                .filter(Job::takeBack)
                .flatMap(job -> job.delivery().stream())
                .forEach(work -> settler.postpone(work, wait, way.why()));
    }

    private Optional<Line> lineOf(Lane lane) {
        return Optional.ofNullable(lines.get(lane.line()));
    }

    /** Looks after what is held; nothing is claimed before {@link #resume()}. */
    public void start() {
        leases.start();
        watch.start();
    }

    /** Begins to claim, or does so again after {@link #hold()}. */
    public void resume() {
        lines.values().forEach(l -> l.open(true));
        if (!lines.isEmpty()) {
            poller.start();
        }
    }

    /** Claims nothing more; what is held is done. */
    public void hold() {
        lines.values().forEach(l -> l.open(false));
        poller.stop();
    }

    /** Work is settled, and removed or put back until that moment. */
    private void settled(QueuePart.Held claim, long availableAt) {
        leases.forget(claim);
        dueAt(availableAt);
    }

    /** Work has been stored that becomes due then. */
    public void dueAt(long moment) {
        poller.dueAt(moment);
    }

    /** Something may be due. */
    public void wake() {
        poller.wake();
    }

    /** This work has been committed and may be due. */
    public void committed(List<UUID> refs) {
        poller.take(refs);
    }

    /** This work is in a transaction that will commit, or not, without telling. */
    public void mayCommit(List<UUID> refs) {
        poller.lookFor(refs);
    }

    /** These deliveries were cancelled while they were held: one that this node holds and has not begun is not sent. */
    public void cancelAsked(Collection<UUID> refs) {
        leases.cancelAsked(refs);
    }

    /** Under which name this node holds work. */
    public String owner() {
        return leases.owner();
    }

    /** When a lease that begins now ends. */
    public long leaseFrom(long now) {
        return leases.leaseFrom(now);
    }

    /** Whether this node does work of that lane. */
    public boolean works(int lane) {
        return lineOf(new Lane(lane)).isPresent();
    }

    /** Keeps a place for a delivery that is about to be accepted, so that it can be handed over in memory after its commit. */
    public boolean reserve(ChannelName channel, Priority priority, Tenant tenant) {
        return lineOf(Lane.of(channel, priority, tenant)).map(Line::reserve).orElse(false);
    }

    /** Gives kept places back. */
    public void unreserve(Collection<Integer> lanes) {
        lanes.forEach(lane -> lineOf(new Lane(lane)).ifPresent(Line::unreserve));
    }

    /** Takes deliveries over that were accepted born leased, each with a kept place. */
    public void handOver(List<Settler.Work> works, long leaseUntil) {
        long now = surroundings.time().millis();
        for (Settler.Work work : works) {
            Line line = lineOf(new Lane(work.claim().lane())).orElseThrow();
            line.unreserve();
            enlist(List.of(new Job(work.claim(), Optional.of(work), line, leaseUntil)), now);
        }
    }

    /** The leases end when the store was told they do, however long its answer took. */
    private void claimed(List<QueuePart.Claim> claims, long leaseUntil) {
        long now = surroundings.time().millis();
        try {
            enlist(loader.load(claims, now, leaseUntil), now);
        } catch (RuntimeException | Error e) {
            LOG.debug("claimed work could not be loaded and is given back for a moment", Trace.of(e));
            store.queue()
                    .release(claims.stream()
                            .filter(c -> !leases.holds(new QueuePart.Held(c.ref(), c.fence())))
                            .map(c -> new QueuePart.Release(c.ref(), c.fence(), now + LOAD_AGAIN_AFTER, c.tookOver()))
                            .toList());
            throw e;
        }
    }

    private void enlist(List<Job> jobs, long now) {
        Map<Line, List<Job>> byLine = new LinkedHashMap<>();
        List<QueuePart.Release> others = new ArrayList<>();
        for (Job job : jobs) {
            leases.add(job);
            if (settler.adopts(job.claim())) {
                job.takeBack();
            } else if (!job.suspect()) {
                byLine.computeIfAbsent(job.line(), l -> new ArrayList<>()).add(job);
            } else if (!isolation.suspect(job)) {
                leases.forget(job.held());
                others.add(new QueuePart.Release(job.ref(), job.claim().fence(), now + SUSPECTS_WAIT, false));
            }
        }
        watch.arm();
        byLine.forEach((line, theirs) -> {
            if (!line.add(theirs, surroundings.time().steady())) {
                giveBack(theirs);
            }
        });
        runner.runSuspect();
        if (!others.isEmpty()) {
            store.queue().release(others);
        }
    }

    /**
     * Stops claiming, gives back what has not begun, and waits for the rest.
     *
     * @return whether everything was done and recorded in time
     */
    public boolean drain(long millis) {
        hold();
        long end = surroundings.time().steady() + millis;
        surroundings.tasks().await(millis, poller::idle);
        List<Job> unstarted = new ArrayList<>(isolation.clear().stream().toList());
        lines.values().forEach(line -> unstarted.addAll(line.clear()));
        giveBack(unstarted);
        long left = Math.max(0, end - surroundings.time().steady());
        return surroundings.tasks().await(left, () -> leases.none() && settler.idle());
    }

    /** Ends the timers; what still runs is left to its lease. */
    public void stop() {
        leases.stop();
        watch.stop();
    }

    private void giveBack(List<Job> unstarted) {
        List<QueuePart.Held> given = new ArrayList<>();
        List<QueuePart.Release> back = new ArrayList<>();
        long now = surroundings.time().millis();
        for (Job job : unstarted) {
            if (job.takeBack()) {
                back.add(new QueuePart.Release(
                        job.ref(), job.claim().fence(), now, job.claim().tookOver()));
                given.add(job.held());
            }
        }
        if (back.isEmpty()) {
            return;
        }
        try {
            store.queue().release(back);
        } catch (StoreException e) {
            LOG.warn("work could not be given back and waits for its leases to end: rows={}", back.size(), Trace.of(e));
        }
        given.forEach(leases::forget);
    }
}
