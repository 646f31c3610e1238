package dev.notify.store;

import dev.notify.delivery.DeliveryState;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records what was done. */
public interface SettlePart {

    /**
     * Settles a group in one transaction. A settlement takes effect only where the row is still held under its fence (it has that
     * fence and an owner, though the lease may have run out meanwhile); of one that does not, nothing is written. So a settlement
     * that is repeated, because nobody knows whether it was committed, takes effect once. References come in any order and are
     * written in ascending order. An attempt that is recorded already (the same delivery and fence) is left as it is, here and in
     * {@link #settleLate}.
     *
     * @return the references whose settlement took effect
     */
    Set<UUID> settle(List<Settlement> group);

    /**
     * Records a success that came too late to be settled: its fence is gone. If the row waits for another try that nobody has
     * started ({@code owner} is null, whatever its fence), the delivery is finished with it; a row held by another, or finished
     * otherwise, keeps its state. The attempt is recorded in any case, once; everything else only if it finished the delivery.
     *
     * @return whether it finished the delivery
     */
    boolean settleLate(Settlement late);

    /**
     * What to write for one piece of work.
     *
     * @param move what happens to the queue row
     * @param delivery the delivery's new standing, for work of kind DELIVER
     * @param call the call's new standing, for work of kind CALL
     * @param next what begins with this settlement, with the rows it refers to, or ends with it
     */
    record Settlement(
            UUID ref,
            long fence,
            Move move,
            @Nullable DeliveryChange delivery,
            Rows.@Nullable Attempt attempt,
            @Nullable CallChange call,
            Next next,
            List<Rows.Trail> trail,
            List<Rows.Counter> counters) {
        public Settlement {
            Objects.requireNonNull(move, "move");
            Objects.requireNonNull(next, "next");
            trail = List.copyOf(trail);
            counters = List.copyOf(counters);
        }
    }

    /**
     * What happens to a queue row: removed, or back in the queue without owner and crashes; {@code refund} takes back the attempt the
     * claim counted.
     */
    record Move(boolean remove, long availableAt, boolean refund) {
        /** The work is done. */
        public static final Move REMOVE = new Move(true, 0, false);

        /** It is to be tried again then. */
        public static Move again(long availableAt) {
            return new Move(false, availableAt, false);
        }

        /** It was not tried and waits until then. */
        public static Move hold(long availableAt) {
            return new Move(false, availableAt, true);
        }
    }

    /**
     * A delivery's new standing, with the settlement's fence as its last. {@code why} is sealed, null leaves what was there; what
     * operators asked meanwhile ({@code forced}, {@code cancelAsked}) stays.
     */
    record DeliveryChange(
            DeliveryState state,
            long dueAt,
            @Nullable Long doneAt,
            int attempts,
            @Nullable String providerId,
            @Nullable String why) {}

    /** A call's new standing. */
    record CallChange(@Nullable Long doneAt, @Nullable String lastError) {}

    /**
     * What begins with a settlement, or ends with it.
     *
     * @param standIns deliveries that stand in for one that does not reach
     * @param withdrawn deliveries that are not needed any more
     * @param cards new ones; where there is one already, that is left
     * @param items what comes into inboxes, each with the next number of its own, and counted in its head
     */
    record Next(
            List<Rows.Work> work,
            List<Rows.Call> calls,
            List<StandIn> standIns,
            List<Withdrawal> withdrawn,
            List<Rows.Card> cards,
            List<InboxPart.Item> items) {
        /** Nothing. */
        public static final Next NOTHING = new Next(List.of(), List.of());

        public Next {
            work = List.copyOf(work);
            calls = List.copyOf(calls);
            standIns = List.copyOf(standIns);
            withdrawn = List.copyOf(withdrawn);
            cards = List.copyOf(cards);
            items = List.copyOf(items);
        }

        /** Without anything that comes into an inbox. */
        public Next(
                List<Rows.Work> work,
                List<Rows.Call> calls,
                List<StandIn> standIns,
                List<Withdrawal> withdrawn,
                List<Rows.Card> cards) {
            this(work, calls, standIns, withdrawn, cards, List.of());
        }

        /** With these into inboxes. */
        public Next items(List<InboxPart.Item> arrived) {
            return new Next(work, calls, standIns, withdrawn, cards, arrived);
        }

        /** Without cards. */
        public Next(List<Rows.Work> work, List<Rows.Call> calls, List<StandIn> standIns, List<Withdrawal> withdrawn) {
            this(work, calls, standIns, withdrawn, List.of());
        }

        /** Work, and calls it refers to. */
        public Next(List<Rows.Work> work, List<Rows.Call> calls) {
            this(work, calls, List.of(), List.of());
        }

        /** The same with these cards. */
        public Next cards(List<Rows.Card> fresh) {
            return new Next(work, calls, standIns, withdrawn, fresh, items);
        }

        /** Whether it is nothing. */
        public boolean isNothing() {
            return work.isEmpty()
                    && calls.isEmpty()
                    && standIns.isEmpty()
                    && withdrawn.isEmpty()
                    && cards.isEmpty()
                    && items.isEmpty();
        }

        /** All the work that begins, when it is written. */
        public List<Rows.Work> allWork() {
            return Stream.concat(work.stream(), standIns.stream().flatMap(s -> s.work().stream()))
                    .toList();
        }
    }

    /**
     * A delivery of the same notification that stands in for another. If its recipient has one on that channel already, or if it is
     * there already, nothing of this is written.
     *
     * @param cause the delivery it stands in for; what is written for one cause is written one after another
     * @param own the sealed contact of its recipient, if that came with the request
     * @param work its work, empty if it has ended
     */
    record StandIn(
            UUID cause,
            Rows.Delivery delivery,
            @Nullable String own,
            List<Rows.Work> work,
            List<Rows.Trail> trail,
            List<Rows.Counter> counters) {
        public StandIn {
            work = List.copyOf(work);
            trail = List.copyOf(trail);
            counters = List.copyOf(counters);
        }
    }

    /**
     * A delivery that is cancelled if it still waits. One that nobody holds at {@code now} becomes CANCELLED and leaves the queue, with a
     * line of the trail and a counter; one that is held gets {@code cancelAsked}; one that has ended, or is not there, is left.
     *
     * @param why sealed
     */
    record Withdrawal(UUID delivery, long now, String why, Rows.Trail trail, Rows.Counter counter) {}
}
