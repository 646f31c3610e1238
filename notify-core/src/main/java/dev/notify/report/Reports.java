package dev.notify.report;

import dev.notify.model.ChannelName;
import java.util.List;
import java.util.Map;

/**
 * Takes in what providers say after deliveries were handed over: a bounce, a delivery receipt, the STOP somebody sent back, the key somebody pressed. In the scope it was
 * asked for.
 *
 * <p>It may come more than once, in any order, and about what nobody knows. A report changes a delivery at most once, and only to what {@link
 * dev.notify.delivery.DeliveryState#next()} allows. A delivery that failed tells its listeners, and an address a report calls dead is withdrawn in the consent
 * ledger, for everything, if it is still that of the delivery's recipient. What overtakes the record of its own delivery is kept, and taken in by itself once that is there. What
 * is written is durable when the call returns (inside a host's transaction: with its commit). Every method blocks for the store and throws {@link
 * dev.notify.store.StoreException} if that cannot do it; then give it again.
 */
public interface Reports {

    /** What became of one thing that was said. */
    enum Effect {
        /** Something is different now: a delivery's state, how an address stands, who has taken it on. */
        CHANGED,
        /** It is in the trail, or answered, and changed nothing else. */
        NOTED,
        /** It says nothing new: it was told before, or the delivery has ended otherwise. */
        KNOWN,
        /** The delivery is not recorded as handed over yet: it is kept, and taken in once that is so. */
        KEPT,
        /** There is no such delivery in this tenant, or it is nothing that Notify acts on. */
        UNKNOWN
    }

    /** Something that was said, and what became of it. */
    record Taken(Heard heard, Effect effect) {}

    /** All that a call said, and what to answer it. */
    record Handled(List<Taken> taken, Reply reply) {
        public Handled {
            taken = List.copyOf(taken);
        }
    }

    /**
     * Takes one report in.
     *
     * @throws dev.notify.model.NotifyException if the host could not say where the recipient of a dead address is reached: give it again
     */
    Effect accept(Report report);

    /**
     * Has the channel read what its provider sent, and takes that in. Of a pool, the providers are asked one after another.
     *
     * @return with nothing taken if it says nothing that matters
     * @throws dev.notify.model.InvalidInputException naming {@code channel} if there is none of that name, or it reads no reports
     * @throws UntrustedCallException if the channel does not trust it
     */
    Handled accept(ChannelName channel, ProviderCall call);

    /** The same of what came without an address, such as a mail. */
    default List<Taken> accept(ChannelName channel, Map<String, String> headers, byte[] body) {
        return accept(channel, ProviderCall.of("", headers, body)).taken();
    }
}
