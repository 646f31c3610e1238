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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes settlements to the store: whatever has gathered while the last group was written makes the next one. */
final class SettleQueue {

    private static final Logger LOG = LoggerFactory.getLogger(SettleQueue.class);
    private static final int GROUP = 256;
    private static final long FIRST_WAIT = 10;
    private static final long LONGEST_WAIT = 2_000;
    private static final long REFUSED_SHOWN_FOR = 3_600_000;

    private final Tasks tasks;
    private final Store store;
    private final Announcer announcer;
    private final Settler.Settled settled;
    private final Pulse pulse;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private int underWay;
    private long wait = FIRST_WAIT;
    private Tasks.Timer timer = () -> {};

    SettleQueue(Tasks tasks, Store store, Announcer announcer, Settler.Settled settled) {
        this.tasks = tasks;
        this.store = store;
        this.announcer = announcer;
        this.settled = settled;
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

    boolean idle() {
        lock.lock();
        try {
            return waiting.isEmpty() && underWay == 0;
        } finally {
            lock.unlock();
        }
    }

    /** The next group; two settlements of one piece of work never share one, because only the first may take effect. */
    private List<Pending> take() {
        lock.lock();
        try {
            List<Pending> group = new ArrayList<>(Math.min(GROUP, waiting.size()));
            Set<UUID> refs = new HashSet<>();
            while (group.size() < GROUP
                    && !waiting.isEmpty()
                    && refs.add(waiting.getFirst().settlement().ref())) {
                group.add(waiting.removeFirst());
            }
            underWay = group.size();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(List<Pending> group) {
        lock.lock();
        try {
            for (int i = group.size() - 1; i >= 0; i--) {
                waiting.addFirst(group.get(i));
            }
            underWay = 0;
        } finally {
            lock.unlock();
        }
    }

    private void done() {
        lock.lock();
        try {
            underWay = 0;
        } finally {
            lock.unlock();
        }
    }

    private void flush() {
        for (List<Pending> group = take(); !group.isEmpty(); group = take()) {
            List<Pending> left = group;
            try {
                left = settle(group);
            } catch (StoreBusyException e) {
                LOG.debug("settling again: the store was busy", Trace.of(e));
            } catch (StoreUnavailableException e) {
                away(e);
            } catch (RuntimeException | Error e) {
                announcer.raise(Health.Status.DOWN, "settler", "failed unexpectedly, see the log");
                LOG.error("settling failed unexpectedly, it is tried again", Trace.of(e));
            }
            if (!left.isEmpty()) {
                giveBack(left);
                timer.cancel();
                timer = tasks.after(wait, pulse::wake);
                wait = Math.min(wait * 2, LONGEST_WAIT);
                return;
            }
            done();
            wait = FIRST_WAIT;
            announcer.clear("store");
            announcer.clear("settler");
        }
    }

    /** Settles a group; what cannot be settled with the others is settled alone. Returns what must be tried again. */
    private List<Pending> settle(List<Pending> group) {
        try {
            return write(group);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            return group.size() == 1 ? alone(group.get(0), e) : oneByOne(group);
        }
    }

    private List<Pending> oneByOne(List<Pending> group) {
        List<Pending> left = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            try {
                left.addAll(settle(List.of(group.get(i))));
            } catch (StoreUnavailableException e) {
                away(e);
                left.addAll(group.subList(i, group.size()));
                return left;
            }
        }
        return left;
    }

    private void away(StoreUnavailableException e) {
        announcer.raise(Health.Status.DOWN, "store", "cannot record what was sent: " + e.getMessage());
    }

    private List<Pending> alone(Pending one, RuntimeException refusal) {
        if (refusal instanceof StoreBusyException) {
            return List.of(one);
        }
        UUID ref = one.settlement().ref();
        try {
            List<Pending> again = write(List.of(one.bare()));
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

    /** Writes a group; returns late successes that could not be recorded yet. */
    private List<Pending> write(List<Pending> group) {
        List<Settlement> settlements = group.stream().map(Pending::settlement).toList();
        Set<UUID> effective = store.settles().settle(settlements);
        List<Pending> again = new ArrayList<>();
        for (Pending p : group) {
            try {
                if (effective.contains(p.settlement().ref()) || tookLate(p)) {
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
