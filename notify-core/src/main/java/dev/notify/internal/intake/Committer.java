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

/**
 * Commits in groups: the first caller to come commits for all that wait, and whoever waits when that is done leads next. Nobody
 * waits for a timer; a caller who comes alone commits alone.
 *
 * <p>A caller is never blocked longer than the time allowed. While its request waits it can be withdrawn, and then nothing is stored;
 * once a leader has taken it, the store's own bounds apply.
 */
final class Committer {

    private static final int GROUP = 256;
    private static final long GROUP_CHARS = 4_000_000;

    private final Surroundings surroundings;
    private final GroupCommit group;
    private final long withinMillis;
    private final int mostWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Seat> waiting = new ArrayDeque<>();
    private boolean led;

    Committer(Setup setup, Surroundings surroundings, Store store) {
        this.surroundings = surroundings;
        this.withinMillis = setup.timings().acceptWithin().toMillis();
        this.mostWaiting = setup.limits().waitingCallers();
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
        boolean leader;
        lock.lock();
        try {
            if (waiting.size() >= mostWaiting) {
                throw new OverloadedException(
                        mostWaiting + " callers wait to be stored already: not stored",
                        Duration.ofMillis(withinMillis));
            }
            waiting.addLast(seat);
            leader = !led;
            led = true;
        } finally {
            lock.unlock();
        }
        boolean interrupted =
                Thread.interrupted(); // who leads commits for others too, and some stores close when interrupted
        try {
            bring(seat, leader);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        seat.rethrow();
    }

    private void bring(Seat seat, boolean leader) {
        if (leader) {
            lead();
        }
        long deadline = surroundings.time().steady() + withinMillis;
        while (!seat.over()) {
            if (seat.promoted()) {
                lead();
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
            return !seat.promoted() && waiting.remove(seat);
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        List<Seat> seats = List.of();
        try {
            seats = nextGroup();
            group.commit(seats);
        } finally {
            seats.stream()
                    .filter(seat -> !seat.over())
                    .forEach(seat -> seat.fail(new NotifyException("could not be stored, unexpectedly")));
            seats.forEach(Seat::wake);
            passOn();
        }
    }

    private List<Seat> nextGroup() {
        lock.lock();
        try {
            List<Seat> seats = new ArrayList<>();
            long chars = 0;
            while (!waiting.isEmpty() && seats.size() < GROUP && chars < GROUP_CHARS) {
                Seat next = waiting.peekFirst();
                if (next.alone() && !seats.isEmpty()) {
                    break;
                }
                seats.add(waiting.removeFirst());
                chars += next.chars();
                if (next.alone()) {
                    break;
                }
            }
            return seats;
        } finally {
            lock.unlock();
        }
    }

    private void passOn() {
        Seat next;
        lock.lock();
        try {
            next = waiting.peekFirst();
            led = next != null;
            if (next != null) {
                next.promote();
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.wake();
        }
    }
}
