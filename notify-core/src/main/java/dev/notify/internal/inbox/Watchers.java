package dev.notify.internal.inbox;

import dev.notify.event.NotificationEvent;
import dev.notify.inbox.InboxCounts;
import dev.notify.inbox.InboxWatch;
import dev.notify.internal.base.Pulse;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Ticker;
import dev.notify.internal.base.Trace;
import dev.notify.model.ChannelName;
import dev.notify.model.OverloadedException;
import dev.notify.security.FieldSeal;
import dev.notify.store.InboxPart;
import dev.notify.store.InboxPart.Head;
import dev.notify.store.InboxPart.Owner;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who watch inboxes on this node. What this node does is looked at once; what others do, and what comes back from being snoozed, once a
 * second, by the heads of all that are watched. While nobody watches, nothing ticks.
 */
final class Watchers {

    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);
    private static final int MOST = 10_000;
    private static final int AT_ONCE = 500;
    private static final long EVERY = 1_000;

    private final Surroundings surroundings;
    private final Store store;
    private final FieldSeal seal;
    private final Pulse pulse;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Owner, Set<Watcher>> watchers = new HashMap<>();
    private final Set<Owner> touched = new HashSet<>();
    private int count;

    Watchers(Surroundings surroundings, Store store, FieldSeal seal) {
        this.surroundings = surroundings;
        this.store = store;
        this.seal = seal;
        this.pulse = new Pulse(surroundings.tasks(), this::look);
        this.ticker = new Ticker(surroundings.tasks(), EVERY, this::any, this::lookAtAll);
    }

    void start() {
        ticker.start();
    }

    void stop() {
        ticker.stop();
        lock.lock();
        try {
            watchers.values().forEach(some -> some.forEach(w -> w.closed = true));
            watchers.clear();
            count = 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean any() {
        lock.lock();
        try {
            return count > 0;
        } finally {
            lock.unlock();
        }
    }

    /** @throws OverloadedException if too many watch already */
    InboxWatch watch(List<Owner> owners, Consumer<InboxCounts> consumer) {
        Watcher watcher = new Watcher(owners, consumer);
        lock.lock();
        try {
            if (count >= MOST) {
                throw new OverloadedException(
                        MOST + " inboxes are watched on this node: close watches that nobody looks at any more",
                        Duration.ofMillis(EVERY));
            }
            count++;
            owners.forEach(
                    o -> watchers.computeIfAbsent(o, x -> new HashSet<>()).add(watcher));
            touched.addAll(owners);
        } finally {
            lock.unlock();
        }
        ticker.arm();
        pulse.wake();
        return watcher;
    }

    private void leave(Watcher watcher) {
        lock.lock();
        try {
            if (!watcher.closed) {
                watcher.closed = true;
                count--;
                watcher.owners.forEach(o -> watchers.computeIfPresent(o, (x, some) -> {
                    some.remove(watcher);
                    return some.isEmpty() ? null : some;
                }));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something may have come into an inbox. */
    void heard(NotificationEvent event) {
        if (event instanceof NotificationEvent.Finished finished
                && any()
                && finished.delivery().channel().equals(ChannelName.IN_APP)) {
            String lookup = seal.lookup("recipient", finished.delivery().recipient());
            touch(List.of(new Owner(finished.about().tenant().value(), lookup)));
        }
    }

    /** These inboxes may have changed. */
    void touch(List<Owner> owners) {
        boolean watched = false;
        lock.lock();
        try {
            for (Owner owner : owners) {
                watched |= watchers.containsKey(owner) && touched.add(owner);
            }
        } finally {
            lock.unlock();
        }
        if (watched) {
            pulse.wake();
        }
    }

    private void lookAtAll() {
        lock.lock();
        try {
            touched.addAll(watchers.keySet());
        } finally {
            lock.unlock();
        }
        pulse.wake();
    }

    private void look() {
        List<Owner> owners;
        lock.lock();
        try {
            owners = new ArrayList<>(touched);
            touched.clear();
        } finally {
            lock.unlock();
        }
        try {
            for (int from = 0; from < owners.size(); from += AT_ONCE) {
                look(owners.subList(from, Math.min(owners.size(), from + AT_ONCE)));
            }
        } catch (StoreException e) {
            LOG.debug("watched inboxes could not be looked at: they are in a second", Trace.of(e));
        }
    }

    private void look(List<Owner> owners) {
        InboxPart inbox = store.inbox();
        long now = surroundings.time().millis();
        List<Owner> due = inbox.heads(owners).stream()
                .filter(head -> isDue(head, now))
                .map(Head::owner)
                .toList();
        due.forEach(owner -> inbox.wake(owner, now));
        Map<Owner, Head> heads = new HashMap<>();
        owners.forEach(owner -> heads.put(owner, Head.empty(owner)));
        inbox.heads(owners).forEach(head -> heads.put(head.owner(), head));
        heads.values().forEach(head -> watching(head.owner()).forEach(watcher -> watcher.sees(head)));
    }

    private static boolean isDue(Head head, long now) {
        Long wakeAt = head.wakeAt();
        return wakeAt != null && wakeAt <= now;
    }

    private List<Watcher> watching(Owner owner) {
        lock.lock();
        try {
            return List.copyOf(watchers.getOrDefault(owner, Set.of()));
        } finally {
            lock.unlock();
        }
    }

    /** One who watches; told by one thread at a time, and of several changes at once where they come faster. */
    private final class Watcher implements InboxWatch {

        private final List<Owner> owners;
        private final Consumer<InboxCounts> consumer;
        private final Map<Owner, Head> heads = new HashMap<>();
        private final ReentrantLock telling = new ReentrantLock();
        private final Pulse news = new Pulse(surroundings.tasks(), this::tell);
        private volatile boolean closed;

        Watcher(List<Owner> owners, Consumer<InboxCounts> consumer) {
            this.owners = List.copyOf(owners);
            this.consumer = consumer;
        }

        void sees(Head head) {
            boolean complete;
            telling.lock();
            try {
                Head before = heads.put(head.owner(), head);
                complete = heads.size() == owners.size() && (before == null || before.seq() < head.seq());
            } finally {
                telling.unlock();
            }
            if (complete) {
                news.wake();
            }
        }

        private void tell() {
            InboxCounts counts;
            telling.lock();
            try {
                counts = heads.values().stream()
                        .map(head -> new InboxCounts(head.unseen(), head.unread()))
                        .reduce(InboxCounts.NONE, InboxCounts::plus);
            } finally {
                telling.unlock();
            }
            if (closed) {
                return;
            }
            try {
                consumer.accept(counts);
            } catch (RuntimeException | Error e) {
                LOG.warn("whoever watches an inbox failed: it is told of the next change", Trace.of(e));
            }
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
