package dev.notify.internal.intake;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.setup.Setup;
import dev.notify.model.NotifyException;
import dev.notify.model.OverloadedException;
import dev.notify.store.AcceptPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Commits in groups: the first caller to come commits for all that wait, and whoever waits when that is done leads next. Nobody
 * waits for a timer; a caller who comes alone commits alone.
 *
 * <p>A caller is never blocked longer than the time allowed. While its request waits it can be withdrawn, and then nothing is stored;
 * once a leader has taken it, the store's own bounds apply.
 *
 * <p>Whoever leads hands that on whatever happens, an {@link OutOfMemoryError} included: on that way nothing is allocated.
 */
final class Committer {

    private static final int GROUP = 256;
    private static final long GROUP_CHARS = 4_000_000;
    private static final int MOST_ROOM = 100_000;

    private final Surroundings surroundings;
    private final GroupCommit group;
    private final long withinMillis;
    private final int mostWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    /** Never grows while callers wait: growing takes memory, which may be what there is none of. */
    private final ArrayDeque<Seat> waiting;
    /** Those the leader has taken, for as long as it leads. */
    private final List<Seat> taken = new ArrayList<>(GROUP);

    private final NotifyException unexpectedly =
            new NotifyException("could not be stored, unexpectedly; should it matter, send it again with the same key");
    private volatile @Nullable Seat leader;

    Committer(Setup setup, Surroundings surroundings, Store store) {
        this.surroundings = surroundings;
        this.withinMillis = setup.timings().acceptWithin().toMillis();
        this.mostWaiting = setup.limits().waitingCallers();
        this.waiting = new ArrayDeque<>(Math.min(mostWaiting, MOST_ROOM) + 1);
        this.group = new GroupCommit(surroundings, store);
    }

    /** Stores these in one transaction of their own; one that others hold up comes again alone. */
    List<AcceptPart.Answer> commit(List<Rows.Acceptance> all) {
        List<Seat> seats = all.stream()
                .map(one -> new Seat(one, Thread.currentThread(), false))
                .toList();
        boolean interrupted = Thread.interrupted(); // some stores close when interrupted
        try {
            group.commit(seats);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return seats.stream().map(this::answer).toList();
    }

    private AcceptPart.Answer answer(Seat seat) {
        seat.rethrow();
        return seat.answered() ? seat.answer() : commit(seat.acceptance());
    }

    AcceptPart.Answer commit(Rows.Acceptance acceptance) {
        long start = surroundings.time().steady();
        Seat seat = new Seat(acceptance, Thread.currentThread(), false);
        while (true) {
            take(seat);
            if (seat.answered()) {
                return seat.answer();
            }
            long gone = surroundings.time().steady() - start;
            if (gone >= withinMillis) {
                throw new OverloadedException(
                        "others hold what this notification needs (most likely its key, in an open transaction): not"
                                + " stored",
                        Duration.ofMillis(withinMillis));
            }
            surroundings.tasks().pause(Math.min(20, Math.max(1, gone / 4)));
            seat = new Seat(acceptance, Thread.currentThread(), true);
        }
    }

    /** Brings a seat to its end: answered, failed (thrown), or busy. */
    private void take(Seat seat) {
        enter(seat);
        boolean interrupted =
                Thread.interrupted(); // who leads commits for others too, and some stores close when interrupted
        try {
            bring(seat);
        } finally {
            if (leader == seat || !seat.over()) {
                leave(seat);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        seat.rethrow();
    }

    private void enter(Seat seat) {
        lock.lock();
        try {
            if (waiting.size() >= mostWaiting) {
                throw new OverloadedException(
                        mostWaiting + " callers wait to be stored already: not stored",
                        Duration.ofMillis(withinMillis));
            }
            waiting.addLast(seat);
            if (leader == null) {
                leader = seat;
            }
        } finally {
            lock.unlock();
        }
    }

    private void bring(Seat seat) {
        long deadline = surroundings.time().steady() + withinMillis;
        while (!seat.over()) {
            if (leader == seat) {
                lead(seat);
                deadline = surroundings.time().steady() + withinMillis;
            } else if (surroundings.time().steady() >= deadline && withdrawn(seat)) {
                throw new OverloadedException(
                        "not stored within " + withinMillis + " ms: the store is slower than its callers",
                        Duration.ofMillis(withinMillis));
            } else {
                surroundings.tasks().park(50);
            }
        }
    }

    private boolean withdrawn(Seat seat) {
        lock.lock();
        try {
            return leader != seat && waiting.remove(seat);
        } finally {
            lock.unlock();
        }
    }

    private void lead(Seat seat) {
        try {
            takeGroup();
            group.commit(taken);
        } finally {
            passOn(seat);
        }
    }

    private void takeGroup() {
        lock.lock();
        try {
            long chars = 0;
            while (!waiting.isEmpty() && taken.size() < GROUP && chars < GROUP_CHARS) {
                Seat next = waiting.peekFirst();
                if (next.alone() && !taken.isEmpty()) {
                    break;
                }
                chars += next.chars();
                taken.add(waiting.removeFirst());
                if (next.alone()) {
                    break;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends what the leader has taken, and lets the next one lead. */
    @SuppressWarnings("ForLoopReplaceableByForEach") // an iterator takes memory
    private void passOn(Seat from) {
        for (int i = 0; i < taken.size(); i++) {
            Seat seat = taken.get(i);
            if (!seat.over()) {
                seat.fail(unexpectedly);
            }
            seat.wake();
        }
        taken.clear();
        hold();
        Seat next;
        try {
            next = waiting.peekFirst();
            leader = next;
        } finally {
            lock.unlock();
        }
        if (next != null && next != from) {
            next.wake();
        }
    }

    /** A caller goes without an answer: it waits no longer, and leads no longer. */
    private void leave(Seat seat) {
        hold();
        try {
            waiting.remove(seat);
        } finally {
            lock.unlock();
        }
        if (leader == seat) {
            passOn(seat);
        }
    }

    /** Takes the lock, also where there is no memory to wait in the usual way. */
    private void hold() {
        try {
            lock.lock();
        } catch (OutOfMemoryError e) {
            while (!lock.tryLock()) {
                Thread.onSpinWait();
            }
        }
    }
}
