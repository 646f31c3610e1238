package dev.notify.internal.dispatch;

import dev.notify.internal.base.Tasks;
import dev.notify.internal.settle.Settler;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

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
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private volatile long leaseUntil;
    private volatile boolean lost;
    private volatile long startedAt;
    private volatile long deadline = Long.MAX_VALUE;
    private volatile Tasks.Running thread = () -> {};

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

    /** The delivery, where this is one. */
    Optional<Settler.Work> delivery() {
        return delivery;
    }

    Line line() {
        return line;
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

    /** Begins; false if it was taken back meanwhile. */
    boolean begin() {
        return stage.compareAndSet(Stage.WAITING, Stage.RUNNING);
    }

    /** Takes it back before it began; false if it is too late for that. */
    boolean takeBack() {
        return stage.compareAndSet(Stage.WAITING, Stage.FINISHED);
    }

    /** The channel is called now and must answer by then. */
    void calling(long now, long until, Tasks.Running running) {
        startedAt = now;
        thread = running;
        deadline = until;
    }

    long startedAt() {
        return startedAt;
    }

    boolean overdue(long now) {
        return now >= deadline && stage.get() == Stage.RUNNING;
    }

    boolean running() {
        return stage.get() == Stage.RUNNING;
    }

    /** Ends it; true for whoever is first, who settles it. */
    boolean finish() {
        return stage.compareAndSet(Stage.RUNNING, Stage.FINISHED);
    }

    /** Gives up on the thread that runs it; true for whoever is first, who settles it. */
    boolean abandon() {
        if (!stage.compareAndSet(Stage.RUNNING, Stage.ABANDONED)) {
            return false;
        }
        thread.interrupt();
        return true;
    }

    boolean abandoned() {
        return stage.get() == Stage.ABANDONED;
    }
}
