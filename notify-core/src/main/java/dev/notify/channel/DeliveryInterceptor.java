package dev.notify.channel;

import dev.notify.delivery.Outcome;

/**
 * Stands around every hand-over of a message to a channel: to measure, to trace, to change words, or to answer in its place.
 *
 * <p>Called by worker threads, concurrently, in the order of registration, inside the channel's time limit. What it throws counts
 * as if the channel had thrown it.
 */
@FunctionalInterface
public interface DeliveryInterceptor {

    /** The rest of the way to the channel. */
    @FunctionalInterface
    interface Next {
        /** Goes on with this message. */
        Outcome deliver(Message message) throws Exception;
    }

    /** Goes around one hand-over; calls {@code next} at most once. */
    Outcome around(Message message, Next next) throws Exception;
}
