package dev.notify.internal.settle;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Pulse;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.Trace;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes settlements to the store: whatever has gathered while the last group was written makes the next one. */
final class SettleQueue {

    private static final Logger LOG = LoggerFactory.getLogger(SettleQueue.class);
    private static final int GROUP = 256;
    private static final long FIRST_FENCE = 1;
    private static final long FIRST_WAIT = 10;
    private static final long LONGEST_WAIT = 2_000;
    /** The store has waited for the others already. */
    private static final long LONGEST_BUSY_WAIT = 80;

    private static final long REFUSED_SHOWN_FOR = 3_600_000;

    private static final int ROOM = 8_192;

    private final Tasks tasks;
    private final Store store;
    private final Announcer announcer;
    private final Settler.Settled settled;
    private final Function<UUID, String> unsaid;
    private final Pulse pulse;
    private final ReentrantLock lock = new ReentrantLock();
    /** Has room from the beginning: where there is no memory to grow, nothing of it must be lost. */
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>(ROOM);
    /** Claims of work whose end is being written under an older one. */
    private final Map<UUID, QueuePart.Claim> newer = new HashMap<>();

    private final List<Pending> underWay = new ArrayList<>();
    private boolean writing;
    private int most = GROUP;
    private long wait = FIRST_WAIT;
    private Tasks.Timer timer = () -> {};

    /** @param unsaid what is written, sealed, as the reason of work whose own reason the store refuses */
    SettleQueue(Tasks tasks, Store store, Announcer announcer, Settler.Settled settled, Function<UUID, String> unsaid) {
        this.tasks = tasks;
        this.store = store;
        this.announcer = announcer;
        this.settled = settled;
        this.unsaid = unsaid;
        this.pulse = new Pulse(tasks, this::flush);
    }

    void add(Pending pending) {
        lock.lock();
        try {
            waiting.addLast(pending);
        } finally {
            lock.unlock();
        }
        pulse.wake();
    }

    /**
     * Takes over work that this node has claimed again, if its end is known here and waits to be written: it is written under this
     * claim then.
     */
    boolean adopts(QueuePart.Claim claim) {
        if (claim.fence() == FIRST_FENCE) {
            return false;
        }
        boolean adopted = false;
        lock.lock();
        try {
            if (underWay.stream().anyMatch(p -> p.endsOlder(claim))) {
                newer.put(claim.ref(), claim);
                adopted = true;
            }
            if (waiting.stream().anyMatch(p -> p.endsOlder(claim))) {
                List<Pending> all = List.copyOf(waiting);
                waiting.clear();
                all.forEach(p -> waiting.addLast(p.endsOlder(claim) ? under(p, claim) : p));
                adopted = true;
            }
        } finally {
            lock.unlock();
        }
        if (adopted) {
            LOG.debug("claimed again what was done already: it is recorded under the new claim ref={}", claim.ref());
            pulse.wake();
        }
        return adopted;
    }

    private Pending under(Pending pending, QueuePart.Claim claim) {
        settled.settled(claim(pending), Long.MAX_VALUE);
        return pending.under(claim);
    }

    /** Begins again, should it have ended by an accident. */
    void nudge() {
        pulse.wake();
    }

    boolean idle() {
        lock.lock();
        try {
            return waiting.isEmpty() && !writing;
        } finally {
            lock.unlock();
        }
    }

    /** The next group; two settlements of one piece of work never share one, because only the first may take effect. */
    private List<Pending> take() {
        lock.lock();
        try {
            List<Pending> group = new ArrayList<>(Math.min(most, waiting.size()));
            Set<UUID> refs = new HashSet<>();
            while (group.size() < most
                    && !waiting.isEmpty()
                    && refs.add(waiting.getFirst().settlement().ref())) {
                group.add(waiting.removeFirst());
            }
            underWay.addAll(group);
            writing = !group.isEmpty();
            return group;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts back what must be tried again: first where it was, or last where others were in the way of it, so that they are in the way
     * of nothing else. What has been claimed again meanwhile goes on under its new claim.
     */
    private void giveBack(List<Pending> group, boolean last) {
        lock.lock();
        try {
            for (int i = 0; i < group.size(); i++) {
                if (last) {
                    waiting.addLast(underNewest(group.get(i)));
                } else {
                    waiting.addFirst(underNewest(group.get(group.size() - 1 - i)));
                }
            }
            underWay.clear();
            writing = false;
            newer.clear();
        } finally {
            lock.unlock();
        }
    }

    private Pending underNewest(Pending pending) {
        QueuePart.Claim claim = newer.get(pending.settlement().ref());
        return claim != null && pending.endsOlder(claim) ? under(pending, claim) : pending;
    }

    private void flush() {
        for (List<Pending> group = take(); !group.isEmpty(); group = take()) {
            List<Pending> left = group;
            boolean busy = false;
            try {
                left = settle(group);
            } catch (StoreBusyException e) {
                LOG.debug("settling again, fewer at once: the store was busy", Trace.of(e));
                most = Math.max(1, group.size() / 2);
                busy = true;
            } catch (StoreUnavailableException e) {
                away(e);
            } catch (RuntimeException | Error e) {
                announcer.raise(Health.Status.DOWN, "settler", "failed unexpectedly, see the log");
                LOG.error("settling failed unexpectedly, it is tried again", Trace.of(e));
            } finally {
                giveBack(left, busy); // also where there is no memory to say what failed
            }
            if (!left.isEmpty()) {
                timer.cancel();
                timer = tasks.after(wait, pulse::wake);
                wait = Math.min(wait * 2, busy ? LONGEST_BUSY_WAIT : LONGEST_WAIT);
                return;
            }
            most = Math.min(GROUP, most * 2);
            wait = FIRST_WAIT;
            announcer.clear("store");
            announcer.clear("settler");
        }
    }

    /**
     * Settles a group. What the store refuses is looked for by halves, and settled by itself; where others are in the way, halves would
     * wait for them one after the other. Returns what must be tried again.
     */
    private List<Pending> settle(List<Pending> group) {
        try {
            return write(group);
        } catch (StoreUnavailableException | StoreBusyException e) {
            throw e;
        } catch (RuntimeException e) {
            return group.size() == 1 ? alone(group.get(0), e) : byHalves(group);
        }
    }

    private List<Pending> byHalves(List<Pending> group) {
        int middle = group.size() / 2;
        List<Pending> left = new ArrayList<>(settleOrKeep(group.subList(0, middle)));
        left.addAll(settleOrKeep(group.subList(middle, group.size())));
        return left;
    }

    /** What has been settled before it must not be tried again because of this. */
    private List<Pending> settleOrKeep(List<Pending> half) {
        try {
            return settle(half);
        } catch (StoreUnavailableException e) {
            away(e);
        } catch (StoreBusyException e) {
            LOG.debug("settling again: the store was busy", Trace.of(e));
        }
        return half;
    }

    private void away(StoreUnavailableException e) {
        announcer.raise(Health.Status.DOWN, "store", "cannot record what was sent: " + e.getMessage());
    }

    private List<Pending> alone(Pending one, RuntimeException refusal) {
        UUID ref = one.settlement().ref();
        try {
            List<Pending> again = write(List.of(one.bare(unsaid.apply(ref))));
            LOG.warn("settled without its texts, which the store refused ref={}", ref, Trace.of(refusal));
            return again;
        } catch (StoreBusyException e) {
            return List.of(one);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("cannot be settled: it will be done again once its lease is over ref={}", ref, Trace.of(e));
            announcer.raiseFor(
                    REFUSED_SHOWN_FOR,
                    Health.Status.DEGRADED,
                    "settler.refused",
                    "the store refuses to record work " + ref);
            settled.settled(claim(one), Long.MAX_VALUE);
        }
        return List.of();
    }

    private static QueuePart.Held claim(Pending pending) {
        return new QueuePart.Held(
                pending.settlement().ref(), pending.settlement().fence());
    }

    /** Writes a group; returns what could not be recorded yet: late successes, and what has been claimed again meanwhile. */
    private List<Pending> write(List<Pending> group) {
        List<Settlement> settlements = group.stream().map(Pending::settlement).toList();
        Set<UUID> effective = store.settles().settle(settlements);
        List<Pending> again = new ArrayList<>();
        for (Pending p : group) {
            try {
                boolean took = effective.contains(p.settlement().ref());
                if (!took && hasNewer(p)) {
                    again.add(p);
                    continue;
                }
                if (took || tookLate(p)) {
                    p.event().ifPresent(announcer::tell);
                }
                settled.settled(claim(p), nextDue(p.settlement()));
            } catch (StoreUnavailableException | StoreBusyException e) {
                LOG.debug(
                        "a late success is recorded later ref={}",
                        p.settlement().ref(),
                        Trace.of(e));
                again.add(p);
            }
        }
        return again;
    }

    /** Whether something without effect has been claimed again by this node; if not, it cannot be any more. */
    private boolean hasNewer(Pending p) {
        lock.lock();
        try {
            QueuePart.Claim claim = newer.get(p.settlement().ref());
            boolean has = claim != null && p.endsOlder(claim);
            if (!has) {
                underWay.removeIf(
                        u -> u.settlement().ref().equals(p.settlement().ref()));
            }
            return has;
        } finally {
            lock.unlock();
        }
    }

    /** When work that this settlement put back, or began, becomes due. */
    private static long nextDue(Settlement s) {
        long back = s.move().remove() ? Long.MAX_VALUE : s.move().availableAt();
        return s.next().allWork().stream().mapToLong(Rows.Work::availableAt).reduce(back, Math::min);
    }

    private boolean tookLate(Pending p) {
        UUID ref = p.settlement().ref();
        if (!p.mayBeLate()) {
            LOG.debug("another node has it by now ref={}", ref);
            return false;
        }
        try {
            boolean finished = store.settles().settleLate(p.settlement());
            LOG.info("sent, but later than its lease: ref={} finished={}", ref, finished);
            return finished;
        } catch (StoreUnavailableException | StoreBusyException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("sent later than its lease, and that could not be recorded ref={}", ref, Trace.of(e));
            return false;
        }
    }
}
