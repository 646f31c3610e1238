package dev.notify.internal.settle;

import dev.notify.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/** What follows from an outcome. */
sealed interface Ruling {

    /** It is over. */
    record Ended(DeliveryState state, @Nullable String why) implements Ruling {}

    /** It was not tried, and waits until then. */
    record Waits(long until, String why) implements Ruling {}

    /** It is tried again then. */
    record Again(long next, String why) implements Ruling {}
}
