package dev.notify.internal.settle;

import dev.notify.delivery.DeliveryState;

/** What follows from an outcome. */
sealed interface Ruling {

    /**
     * It is over.
     *
     * @param ofChannel whether it was not tried for a reason of the channel alone
     */
    record Ended(DeliveryState state, String why, boolean ofChannel) implements Ruling {
        /** It is over, for any other reason. */
        Ended(DeliveryState state, String why) {
            this(state, why, false);
        }
    }

    /** It was not tried, and waits until then. */
    record Waits(long until, String why) implements Ruling {}

    /** It is tried again then. */
    record Again(long next, String why) implements Ruling {}
}
