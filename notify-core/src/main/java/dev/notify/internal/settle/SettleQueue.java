package dev.notify.internal.settle;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Pulse;
import dev.notify.internal.base.Tasks;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes settlements to the store: whatever has gathered while the last group was written makes the next one. */
final class SettleQueue {

    private static final Logger LOG = LoggerFactory.getLogger(SettleQueue.class);
    private static final int GROUP = 256;
    private static final long FIRST_WAIT = 10;
    private static final long LONGEST_WAIT = 2_000;

    private final Tasks tasks;
    private final Store store;
    private final Announcer announcer;
    private final Consumer<UUID> settled;
    private final Pulse pulse;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private int underWay;
    private long wait = FIRST_WAIT;

    SettleQueue(Tasks tasks, Store store, Announcer announcer, Consumer<UUID> settled) {
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

    private List<Pending> take() {
        lock.lock();
        try {
            List<Pending> group = new ArrayList<>(Math.min(GROUP, waiting.size()));
            while (group.size() < GROUP && !waiting.isEmpty()) {
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
                LOG.debug("settling again: the store was busy", e);
            } catch (StoreUnavailableException e) {
                announcer.raise(Health.Status.DOWN, "store", "cannot record what was sent: " + e.getMessage());
            } catch (RuntimeException | Error e) {
                announcer.raise(Health.Status.DOWN, "settler", "failed unexpectedly, see the log");
                LOG.error("settling failed unexpectedly, it is tried again", e);
            }
            if (!left.isEmpty()) {
                giveBack(left);
                tasks.after(wait, pulse::wake);
                wait = Math.min(wait * 2, LONGEST_WAIT);
                return;
            }
            done();
            wait = FIRST_WAIT;
            announcer.clear("store");
        }
    }

    /** Settles a group; what cannot be settled with the others is settled alone. Returns what must be tried again. */
    private List<Pending> settle(List<Pending> group) {
        try {
            write(group);
            return List.of();
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (StoreException e) {
            if (group.size() == 1) {
                return alone(group.get(0), e);
            }
            List<Pending> left = new ArrayList<>();
            for (int i = 0; i < group.size(); i++) {
                try {
                    left.addAll(settle(List.of(group.get(i))));
                } catch (StoreUnavailableException away) {
                    left.addAll(group.subList(i, group.size()));
                    return left;
                }
            }
            return left;
        }
    }

    private List<Pending> alone(Pending one, StoreException refusal) {
        if (refusal instanceof StoreBusyException) {
            return List.of(one);
        }
        UUID ref = one.settlement().ref();
        try {
            write(List.of(one.bare()));
            LOG.warn("settled without its texts, which the store refused ref={}", ref, refusal);
        } catch (StoreBusyException e) {
            return List.of(one);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (StoreException e) {
            LOG.error("cannot be settled: it will be done again once its lease is over ref={}", ref, e);
            announcer.raise(Health.Status.DEGRADED, "settler", "the store refuses to record work " + ref);
            settled.accept(ref);
        }
        return List.of();
    }

    private void write(List<Pending> group) {
        List<Settlement> settlements = group.stream().map(Pending::settlement).toList();
        Set<UUID> effective = store.settles().settle(settlements);
        for (Pending p : group) {
            boolean took = effective.contains(p.settlement().ref()) || tookLate(p);
            settled.accept(p.settlement().ref());
            if (took) {
                p.event().ifPresent(announcer::tell);
            }
        }
    }

    private boolean tookLate(Pending p) {
        if (!p.mayBeLate()) {
            LOG.debug("another node has it by now ref={}", p.settlement().ref());
            return false;
        }
        try {
            boolean finished = store.settles().settleLate(p.settlement());
            LOG.info(
                    "sent, but later than its lease: ref={} finished={}",
                    p.settlement().ref(),
                    finished);
            return finished;
        } catch (StoreException e) {
            LOG.warn(
                    "sent later than its lease, and that could not be recorded ref={}",
                    p.settlement().ref(),
                    e);
            return false;
        }
    }
}
