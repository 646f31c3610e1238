package dev.notify.internal.dispatch;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Pulse;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Ticker;
import dev.notify.internal.base.Trace;
import dev.notify.internal.setup.Setup;
import dev.notify.store.QueuePart;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything this node holds, waiting or running or being settled; renewed by one statement as long as it is held. */
final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    /** Who waits for rows that others keep is to be there when they are free, and not only at the next turn. */
    private static final long BUSY_AGAIN_AFTER = 100;

    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final String owner;
    private final long leaseMillis;
    private final BooleanSupplier settling;
    private final Map<QueuePart.Held, Job> held = new ConcurrentHashMap<>();
    /** Those that were done when nothing was being settled: at the next look, their end has been lost. */
    private Set<QueuePart.Held> unsettled = Set.of();

    private final Pulse pulse;
    private final Ticker ticker;

    /** @param settling whether any end of work waits to be written */
    Leases(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            String owner,
            BooleanSupplier settling) {
        this.settling = settling;
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.owner = owner;
        this.leaseMillis = setup.timings().lease().toMillis();
        this.pulse = new Pulse(surroundings.tasks(), this::renew);
        long every = setup.timings().renewEvery().toMillis();
        this.ticker = new Ticker(surroundings.tasks(), every, () -> !none(), pulse::wake);
    }

    void start() {
        ticker.start();
    }

    void stop() {
        ticker.stop();
    }

    String owner() {
        return owner;
    }

    long leaseFrom(long now) {
        return now + leaseMillis;
    }

    void add(Job job) {
        held.put(job.held(), job);
        ticker.arm();
    }

    void forget(QueuePart.Held settled) {
        held.remove(settled);
    }

    boolean holds(QueuePart.Held claim) {
        return held.containsKey(claim);
    }

    Collection<Job> all() {
        return held.values();
    }

    /** Whoever holds these is to send them no more, unless that has begun. */
    void cancelAsked(Collection<UUID> refs) {
        if (!refs.isEmpty()) {
            Set<UUID> asked = Set.copyOf(refs);
            held.values().stream().filter(job -> asked.contains(job.ref())).forEach(Job::cancel);
        }
    }

    boolean none() {
        return held.isEmpty();
    }

    /** Work whose end never came to be settled, because there was no memory left to do so, is not kept from others for ever. */
    private void letGoOfLost() {
        Set<QueuePart.Held> done = settling.getAsBoolean()
                ? Set.of()
                : held.values().stream().filter(Job::finished).map(Job::held).collect(Collectors.toSet());
        for (QueuePart.Held one : done) {
            if (unsettled.contains(one)) {
                LOG.warn("what became of it was lost: it is done again when its lease is over ref={}", one.ref());
                forget(one);
            }
        }
        unsettled = done;
    }

    private void renew() {
        letGoOfLost();
        Map<UUID, Job> jobs = latest();
        if (jobs.isEmpty()) {
            announcer.clear("leases");
            return;
        }
        long until = leaseFrom(surroundings.time().millis());
        try {
            Set<UUID> kept =
                    store.queue().renew(jobs.values().stream().map(Job::held).toList(), owner, until);
            for (Job job : jobs.values()) {
                if (kept.contains(job.ref())) {
                    job.leasedUntil(until);
                } else if (held.containsKey(job.held())) {
                    LOG.debug("lost its lease ref={}", job.ref());
                    job.lose();
                }
            }
            announcer.clear("leases");
        } catch (StoreException e) {
            announcer.raise(
                    Health.Status.DEGRADED,
                    "leases",
                    "could not be renewed: what is not sent yet is dropped when they end");
            LOG.debug("leases could not be renewed", Trace.of(e));
            if (e instanceof StoreBusyException) {
                surroundings.tasks().after(BUSY_AGAIN_AFTER, pulse::wake);
            }
        }
    }

    /** Work that was lost and claimed again is here twice: the older claim is lost. */
    private Map<UUID, Job> latest() {
        Map<UUID, Job> latest = new LinkedHashMap<>();
        for (Job job : held.values()) {
            Job other = latest.get(job.ref());
            boolean newer = other == null || other.claim().fence() < job.claim().fence();
            if (newer) {
                latest.put(job.ref(), job);
            }
            Job older = newer ? other : job;
            if (older != null) {
                older.lose();
            }
        }
        return latest;
    }
}
