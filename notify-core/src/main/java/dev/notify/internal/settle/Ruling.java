package dev.notify.internal.settle;

import dev.notify.delivery.DeliveryState;

/** What follows from an outcome. */
sealed interface Ruling {

    /** It is over. */
    record Ended(DeliveryState state, String why) implements Ruling {}

    /** It was not tried, and waits until then. */
    record Waits(long until, String why) implements Ruling {}

    /** It is tried again then. */
    record Again(long next, String why) implements Ruling {}
}
