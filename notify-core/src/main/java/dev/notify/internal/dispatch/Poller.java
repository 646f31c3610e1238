package dev.notify.internal.dispatch;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Pulse;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.Trace;
import dev.notify.internal.setup.Setup;
import dev.notify.store.QueuePart;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims work as it becomes due: woken by a timer for the next row it knows of, by whoever adds work, and once a poll interval
 * besides. The only one on this node that claims.
 */
final class Poller {

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final long[] LOOK_AGAIN_AFTER = {5, 10, 20, 50, 100, 200, 400, 800};

    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final Leases leases;
    private final ClaimPlan plan;
    private final ObjLongConsumer<List<QueuePart.Claim>> claimed;
    private final Pulse pulse;
    private final long pollMillis;
    private final ReentrantLock timerLock = new ReentrantLock();
    private Tasks.Timer timer = () -> {};
    private long timerAt = Long.MAX_VALUE;
    private final AtomicInteger taking = new AtomicInteger();
    private volatile boolean active;

    Poller(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            Leases leases,
            Collection<Line> lines,
            ObjLongConsumer<List<QueuePart.Claim>> claimed) {
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.leases = leases;
        this.plan = new ClaimPlan(lines);
        this.claimed = claimed;
        this.pollMillis = setup.timings().poll().toMillis();
        this.pulse = new Pulse(surroundings.tasks(), this::poll);
    }

    void start() {
        active = true;
        wake();
    }

    void stop() {
        active = false;
        setTimer(Long.MAX_VALUE);
    }

    boolean idle() {
        return pulse.idle() && taking.get() == 0;
    }

    void wake() {
        if (active) {
            pulse.wake();
        }
    }

    /** Work waits that becomes due then: sees to it that nobody sleeps past it. */
    void dueAt(long moment) {
        timerLock.lock();
        try {
            if (active && moment < timerAt) {
                setTimer(moment);
            }
        } finally {
            timerLock.unlock();
        }
    }

    private void setTimer(long moment) {
        timerLock.lock();
        try {
            timer.cancel();
            timerAt = moment;
            if (moment < Long.MAX_VALUE) {
                long wait = Math.max(0, moment - surroundings.time().millis());
                timer = surroundings.tasks().after(wait, this::wake);
            }
        } finally {
            timerLock.unlock();
        }
    }

    private void poll() {
        if (!active) {
            return;
        }
        setTimer(Long.MAX_VALUE);
        long next = pollMillis;
        try {
            next = Math.min(next, claimDue());
            announcer.clear("queue");
        } catch (StoreException e) {
            announcer.raise(Health.Status.DOWN, "queue", "cannot be read: " + e.getMessage());
            LOG.debug("work could not be claimed", Trace.of(e));
        } catch (RuntimeException | Error e) {
            announcer.raise(Health.Status.DOWN, "queue", "claiming failed unexpectedly, see the log");
            LOG.error("claiming failed unexpectedly, it is tried again", Trace.of(e));
        }
        dueAt(surroundings.time().millis() + next);
    }

    /**
     * Claims what is due and there is room for; returns how long to wait until there may be more.
     *
     * <p>Whoever has claimed looks once more: what lies behind the rows just taken is the next to become due.
     */
    private long claimDue() {
        long wait = jittered();
        boolean more = true;
        while (more && active) {
            long now = surroundings.time().millis();
            ClaimPlan.Round round = plan.round(now, floors -> store.queue().heads(floors));
            more = false;
            for (ClaimPlan.Share share : round.shares()) {
                now = surroundings.time().millis();
                long leaseUntil = leases.leaseFrom(now);
                List<QueuePart.Claim> claims = store.queue()
                        .claim(new QueuePart.Request(
                                share.lane().number(), now, share.floor(), share.limit(), leases.owner(), leaseUntil));
                plan.claimed(share, claims);
                if (!claims.isEmpty()) {
                    more = true;
                    claimed.accept(claims, leaseUntil);
                }
            }
            if (!more) {
                wait = Math.min(wait, round.nextDue() == Long.MAX_VALUE ? wait : Math.max(0, round.nextDue() - now));
            }
        }
        return wait;
    }

    private long jittered() {
        return (long) (pollMillis * (0.8 + 0.4 * surroundings.chance().getAsDouble()));
    }

    /** Work that has just been committed: takes exactly it, if it is due. */
    void take(List<UUID> refs) {
        if (active) {
            surroundings.tasks().run(() -> takeNow(refs));
        }
    }

    private boolean takeNow(List<UUID> refs) {
        taking.incrementAndGet();
        try {
            if (!active) {
                return true;
            }
            long now = surroundings.time().millis();
            long leaseUntil = leases.leaseFrom(now);
            List<QueuePart.Claim> claims = store.queue().claimThese(refs, now, leases.owner(), leaseUntil);
            if (!claims.isEmpty()) {
                claimed.accept(claims, leaseUntil);
            }
            wake();
            return claims.size() == refs.size();
        } catch (StoreException e) {
            LOG.debug("left to the next poll", Trace.of(e));
            return false;
        } finally {
            taking.decrementAndGet();
        }
    }

    /** Work in a transaction of the host's that nobody tells us the end of: looks for it a few times, less and less often. */
    void lookFor(List<UUID> refs) {
        lookFor(refs, 0);
    }

    private void lookFor(List<UUID> refs, int turn) {
        if (turn < LOOK_AGAIN_AFTER.length) {
            surroundings.tasks().after(LOOK_AGAIN_AFTER[turn], () -> {
                if (active && !takeNow(refs)) {
                    lookFor(refs, turn + 1);
                }
            });
        }
    }
}
