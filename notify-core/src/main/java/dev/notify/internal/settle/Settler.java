package dev.notify.internal.settle;

import dev.notify.delivery.Decision;
import dev.notify.delivery.Outcome;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.request.NotificationType;
import dev.notify.store.InboxPart;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;

/**
 * Records what became of work: in groups, fenced, retried until the store takes it.
 *
 * <p>Nothing handed in is forgotten while this process lives: a store that is away is tried again, and meanwhile the leases are
 * renewed by whoever holds them. Safe for all threads.
 */
public final class Settler {

    private final SettlementWriter writer;
    private final SettleQueue queue;
    private final Settled settled;

    /**
     * Settles into this store.
     *
     * @param settled told of each claim that is settled, or turned out to be over
     */
    public Settler(Setup setup, Surroundings surroundings, Store store, Announcer announcer, Settled settled) {
        Fallbacks fallbacks = new Fallbacks(setup, surroundings, store);
        Telling telling = new Telling(setup, surroundings, fallbacks);
        this.writer = new SettlementWriter(setup, surroundings, fallbacks, telling);
        this.settled = settled;
        this.queue = new SettleQueue(surroundings.tasks(), store, announcer, settled, telling::unsaid);
    }

    /** Is told what is settled. */
    @FunctionalInterface
    public interface Settled {
        /** This claim is done with; its work waits until then, {@code Long.MAX_VALUE} if nowhere. */
        void settled(QueuePart.Held claim, long availableAt);
    }

    /**
     * A claimed delivery with all that is known of it.
     *
     * @param decided what is worth saying of the decision to try it; empty for nothing
     * @param by which provider has it, and which had not; empty where the channel is no pool
     */
    public record Work(
            QueuePart.Claim claim, ReadPart.Loaded loaded, NotificationType type, String decided, String by) {

        /** A claimed delivery nothing has been decided of. */
        public Work(QueuePart.Claim claim, ReadPart.Loaded loaded, NotificationType type) {
            this(claim, loaded, type, "", "");
        }

        /** The same, decided. */
        public Work decided(String why) {
            return why.isEmpty() ? this : new Work(claim, loaded, type, why, by);
        }

        /** The same, handed over like this. */
        public Work by(String providers) {
            return providers.isEmpty() ? this : new Work(claim, loaded, type, decided, providers);
        }
    }

    /** A channel answered. */
    public void outcome(Work work, Outcome outcome, long startedAt, long endedAt) {
        queue.add(writer.outcome(work, outcome, startedAt, endedAt));
    }

    /** A channel answered that it refuses this address, and that it will never work: it is withdrawn, as by a report that says so later. */
    public void addressIsDead(Work work, Outcome.Rejected outcome, Address address, long startedAt, long endedAt) {
        queue.add(writer.addressIsDead(work, outcome, address, startedAt, endedAt));
    }

    /** A delivery needs no channel: it comes into an inbox, in the transaction that settles it. */
    public void arrived(Work work, InboxPart.Item item) {
        queue.add(writer.outcome(work, Outcome.sent(), item.at(), item.at()).with(item));
    }

    /** A channel answered that it sent, after the time allowed for it had passed and that had been settled. */
    public void lateSuccess(Work work, Outcome.Sent sent, long endedAt) {
        queue.add(writer.lateSuccess(work, sent, endedAt));
    }

    /** A delivery was not tried: it waits, or it ends. */
    public void verdict(Work work, Decision decision) {
        queue.add(writer.verdict(work, decision));
    }

    /** A delivery ends as a dead letter without a try. */
    public void deadLetter(Work work, String why) {
        queue.add(writer.deadLetter(work, why));
    }

    /** A delivery waits because something it needs is away; no attempt is counted. */
    public void postpone(Work work, long millis, String why) {
        queue.add(writer.postpone(work, millis, why));
    }

    /** A delivery is nothing for this node: anybody may have it then. */
    public void giveBack(Work work, long millis) {
        queue.add(writer.giveBack(work, millis));
    }

    /** A delivery was not begun because its lease is over: if it is still ours, anybody may have it. */
    public void drop(Work work) {
        queue.add(writer.drop(work));
    }

    /** Other work is done, or failed and is to be tried again. */
    public void call(QueuePart.Claim claim, SettlePart.CallChange change, SettlePart.Move move) {
        queue.add(writer.call(claim, change, move));
    }

    /**
     * The time this delivery had to reach its recipient is up: it is given more, or another stands in for it.
     *
     * @throws dev.notify.internal.people.People.Unanswered if it cannot be told whether a sign was given; nothing is settled
     */
    public void timeIsUp(QueuePart.Claim claim, ReadPart.Loaded loaded, NotificationType type) {
        queue.add(writer.timeIsUp(claim, loaded, type));
    }

    /**
     * A delivery that had gone out is reported not to have arrived: another stands in for it, if there is another way.
     *
     * @throws dev.notify.internal.people.People.Unanswered if it cannot be told whether a sign was given; nothing is settled
     */
    public void didNotArrive(QueuePart.Claim claim, ReadPart.Loaded loaded, NotificationType type) {
        queue.add(writer.didNotArrive(claim, loaded, type));
    }

    /** Other work ends, or waits. */
    public void move(QueuePart.Claim claim, SettlePart.Move move) {
        queue.add(writer.move(claim, move));
    }

    /** Other work has been ended, or put back until then, in the transaction of what it did. */
    public void written(QueuePart.Claim claim, long availableAt) {
        settled.settled(new QueuePart.Held(claim.ref(), claim.fence()), availableAt);
    }

    /** Work that refers to nothing any more. */
    public void orphan(QueuePart.Claim claim) {
        queue.add(writer.orphan(claim));
    }

    /**
     * Whether the end of this work, claimed again by this node, is known here and waits to be recorded. If so it is recorded under this
     * claim, and nothing else is to be done for it; {@link Settled} is told of the claim before, and in the end of this one.
     */
    public boolean adopts(QueuePart.Claim claim) {
        return queue.adopts(claim);
    }

    /** Whether anything handed in is still to be settled; if so, sees to it that somebody is at it. */
    public boolean settling() {
        boolean settling = !queue.idle();
        if (settling) {
            queue.nudge();
        }
        return settling;
    }

    /** Whether everything handed in is settled. */
    public boolean idle() {
        return queue.idle();
    }
}
