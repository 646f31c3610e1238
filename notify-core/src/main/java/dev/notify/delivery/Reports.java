package dev.notify.delivery;

import dev.notify.model.ChannelName;
import java.util.List;
import java.util.Map;

/**
 * Takes in what providers report of deliveries after they were handed over: a bounce, a delivery receipt. In the scope it was asked for.
 *
 * <p>Reports may come more than once, in any order, and about what nobody knows: each changes a delivery at most once, and only to what
 * {@link DeliveryState#next()} allows. A delivery that failed tells its listeners, and an address a report calls dead is withdrawn in the consent
 * ledger, for everything, if it is still that of the delivery's recipient. What is written is durable when the call returns (inside a host's
 * transaction: with its commit). Every method blocks for the store and throws {@link dev.notify.store.StoreException} if that cannot do it;
 * then give the report again.
 */
public interface Reports {

    /** What became of a report. */
    enum Effect {
        /** The delivery is in another state now. */
        CHANGED,
        /** It is in the trail, and changed nothing else. */
        NOTED,
        /** It says nothing new: it was told before, or the delivery has ended otherwise. */
        KNOWN,
        /** The delivery is not recorded as handed over yet: give the report again in a minute. */
        TOO_EARLY,
        /** There is no such delivery in this tenant. */
        UNKNOWN
    }

    /** A report and what became of it. */
    record Taken(Report report, Effect effect) {}

    /**
     * Takes one report in.
     *
     * @throws dev.notify.model.NotifyException if the host could not say where the recipient of a dead address is reached: give it again
     */
    Effect accept(Report report);

    /**
     * Has the channel read what its provider sent, and takes that in.
     *
     * @param headers of the call, or empty; the case of names does not matter
     * @return empty if it is no report
     * @throws dev.notify.model.InvalidInputException naming {@code channel} if there is none of that name, or it reads no reports
     * @throws dev.notify.model.NotifyException if the channel does not trust it
     */
    List<Taken> accept(ChannelName channel, Map<String, String> headers, byte[] body);
}
