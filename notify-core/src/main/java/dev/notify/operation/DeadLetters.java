package dev.notify.operation;

import dev.notify.model.DeliveryId;
import dev.notify.request.DeliveryQuery;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that failed and are not tried again by themselves, in the scope they were asked for: a live view of the store. What was
 * discarded is not among them.
 *
 * <p>Every method blocks for the store and throws {@link dev.notify.store.StoreException} if that cannot do it. Changes are written in
 * transactions of their own, whatever the scope, and leave a line in the trail with the scope's actor and the reason. Of several that
 * change one letter at once, on any node, one does.
 */
public interface DeadLetters {

    /** The same for those alone that failed like this. */
    DeadLetters that(DeadLetter.Failure failed);

    /**
     * Dead letters, newest first, with all their tries. A page may hold fewer than {@code limit} though there are more; it is the last one
     * if {@link Letters#next()} is empty.
     *
     * @param query its states are not asked, since all are FAILED
     * @throws dev.notify.model.InvalidInputException naming {@code offset}, which would count what was discarded: page with {@code after}
     */
    Letters list(DeliveryQuery query);

    /** One of them; empty for a delivery that is none, or is another tenant's. */
    Optional<DeadLetter> find(DeliveryId id);

    /**
     * Has one tried again, now, as if it were new: with all the tries and time its type allows. The tries before stay. It is decided as
     * ever whether it goes out: one that has expired meanwhile ends EXPIRED.
     *
     * @param why kept in the trail, and told by {@code explain}
     * @return false if it is no dead letter any more, or somebody else has it tried again at this moment
     */
    boolean retry(DeliveryId id, String why);

    /**
     * Has those of one page of {@link #list} tried again. To be called until {@link Changed#next()} is empty, each time with
     * {@code query.after(next)}; where that ends in between, it may begin anew: those that were taken are no dead letters any more.
     */
    Changed retry(DeliveryQuery query, String why);

    /**
     * Puts one away: it is listed no more and stays FAILED.
     *
     * @param why kept in the trail
     * @return false if it is no dead letter any more
     */
    boolean discard(DeliveryId id, String why);

    /** Puts those of one page of {@link #list} away; to be called as {@link #retry(DeliveryQuery, String)}. */
    Changed discard(DeliveryQuery query, String why);

    /** Dead letters, and after which the next page begins; null on the last one. */
    record Letters(List<DeadLetter> letters, @Nullable DeliveryId last) {
        public Letters {
            letters = List.copyOf(letters);
        }

        /** After which the next page begins. */
        public Optional<DeliveryId> next() {
            return Optional.ofNullable(last);
        }
    }

    /** How many were changed, and after which the next page begins; null on the last one. */
    record Changed(int count, @Nullable DeliveryId last) {

        /** After which the next page begins. */
        public Optional<DeliveryId> next() {
            return Optional.ofNullable(last);
        }
    }
}
