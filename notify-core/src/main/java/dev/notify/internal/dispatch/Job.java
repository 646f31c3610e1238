package dev.notify.internal.dispatch;

import dev.notify.internal.base.Tasks;
import dev.notify.internal.providers.Providers;
import dev.notify.internal.settle.Settler;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** Claimed work in this node's hands, from the claim until it is settled. */
final class Job {

    private enum Stage {
        WAITING,
        RUNNING,
        FINISHED,
        ABANDONED
    }

    private final QueuePart.Claim claim;
    private final Optional<Settler.Work> delivery;
    private final Line line;
    private final ReentrantLock lock = new ReentrantLock();
    private Stage stage = Stage.WAITING;
    private volatile long leaseUntil;
    private volatile boolean lost;
    private volatile boolean cancelled;
    private volatile long startedAt;
    private volatile boolean called;
    private volatile long deadline = Long.MAX_VALUE;
    private Tasks.Running thread = () -> {};
    private volatile Optional<Providers.Turn> turn = Optional.empty();

    Job(QueuePart.Claim claim, Optional<Settler.Work> delivery, Line line, long leaseUntil) {
        this.claim = claim;
        this.delivery = delivery;
        this.line = line;
        this.leaseUntil = leaseUntil;
    }

    QueuePart.Claim claim() {
        return claim;
    }

    UUID ref() {
        return claim.ref();
    }

    /** By which its lease is known: the same work claimed again is another's. */
    QueuePart.Held held() {
        return new QueuePart.Held(claim.ref(), claim.fence());
    }

    /** The delivery, where this is one. */
    Optional<Settler.Work> delivery() {
        return delivery;
    }

    Line line() {
        return line;
    }

    /** Its turn with the providers of its channel, which was kept for it before it began. */
    void turn(Providers.Turn kept) {
        turn = Optional.of(kept);
    }

    Optional<Providers.Turn> turn() {
        return turn;
    }

    int urgency() {
        return new Lane(claim.lane()).priority().code();
    }

    /** Whether it has twice taken its process down with it. */
    boolean suspect() {
        return claim.crashes() >= 2;
    }

    void leasedUntil(long until) {
        leaseUntil = until;
    }

    /** Whether somebody else may have it by now, or soon. */
    boolean outOfLease(long now, long margin) {
        return lost || now + margin >= leaseUntil;
    }

    void lose() {
        lost = true;
    }

    /** It is no longer wanted, though that was not known when it was loaded. */
    void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Begins to look things up, which must end by then, in steady time; false if it was taken back meanwhile. */
    boolean begin(long until, Tasks.Running running) {
        lock.lock();
        try {
            if (stage != Stage.WAITING) {
                return false;
            }
            stage = Stage.RUNNING;
            thread = running;
            deadline = until;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes it back before it began; false if it is too late for that. */
    boolean takeBack() {
        return move(Stage.WAITING, Stage.FINISHED);
    }

    /** Everything is looked up, and what follows is not to be interrupted; false if it has been given up on meanwhile. */
    boolean lookedUp() {
        lock.lock();
        try {
            deadline = Long.MAX_VALUE;
            return stage == Stage.RUNNING;
        } finally {
            lock.unlock();
        }
    }

    /** The channel is called now and must answer by then, in steady time; false if it has been given up on meanwhile. */
    boolean calling(long now, long until) {
        lock.lock();
        try {
            called = true;
            startedAt = now;
            deadline = until;
            return stage == Stage.RUNNING;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the channel was called: if not, nothing can have been sent. */
    boolean called() {
        return called;
    }

    long startedAt() {
        return startedAt;
    }

    boolean overdue(long steadyNow) {
        return steadyNow >= deadline && running();
    }

    boolean running() {
        return is(Stage.RUNNING);
    }

    /** Ends it; true for whoever is first, who settles it. */
    boolean finished() {
        return is(Stage.FINISHED);
    }

    boolean finish() {
        return move(Stage.RUNNING, Stage.FINISHED);
    }

    /**
     * Gives up on the thread that runs it; true for whoever is first, who settles it. The thread is interrupted before it can see that
     * it was given up on, so that the interrupt never meets what the thread does next.
     */
    boolean abandon() {
        lock.lock();
        try {
            if (stage != Stage.RUNNING) {
                return false;
            }
            stage = Stage.ABANDONED;
            thread.interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean abandoned() {
        return is(Stage.ABANDONED);
    }

    private boolean is(Stage asked) {
        lock.lock();
        try {
            return stage == asked;
        } finally {
            lock.unlock();
        }
    }

    private boolean move(Stage from, Stage to) {
        lock.lock();
        try {
            if (stage != from) {
                return false;
            }
            stage = to;
            return true;
        } finally {
            lock.unlock();
        }
    }
}
