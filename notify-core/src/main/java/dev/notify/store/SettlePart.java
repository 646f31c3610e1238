package dev.notify.store;

import dev.notify.delivery.DeliveryState;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
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
     * @param next work that begins with this settlement, with the rows it refers to
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

    /** What begins with a settlement. */
    record Next(List<Rows.Work> work, List<Rows.Call> calls) {
        /** Nothing. */
        public static final Next NOTHING = new Next(List.of(), List.of());

        public Next {
            work = List.copyOf(work);
            calls = List.copyOf(calls);
        }
    }
}
