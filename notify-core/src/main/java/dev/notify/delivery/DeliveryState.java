package dev.notify.delivery;

import java.util.EnumSet;
import java.util.Set;

/** Where a delivery stands. Held, scheduled, sending and retrying are all PENDING: why and until when is in the delivery. */
public enum DeliveryState {
    /** Waiting for its time, or under way. */
    PENDING,
    /** Handed over to a provider; not necessarily received, let alone read. */
    SENT,
    /** A provider says it arrived. */
    DELIVERED,
    /** It may have gone out, nobody can tell, and the type prefers a miss to a duplicate. */
    MAYBE_SENT,
    /** A dead letter: it did not go out and will not be tried again by itself. */
    FAILED,
    /** Deliberately not sent; the decision says why. */
    SUPPRESSED,
    /** Taken back before it went out. */
    CANCELLED,
    /** Its time of use ended first. */
    EXPIRED,
    /** Its moment passed before it could be sent. */
    TOO_LATE;

    /** Whether nothing more will happen by itself. */
    public boolean isFinal() {
        return this != PENDING && this != SENT;
    }

    /** Whether the delivery still waits in the queue. */
    public boolean isPending() {
        return this == PENDING;
    }

    /** The states a delivery may move to from here. */
    public Set<DeliveryState> next() {
        return switch (this) {
            case PENDING -> EnumSet.complementOf(EnumSet.of(PENDING));
            case SENT -> EnumSet.of(DELIVERED, FAILED);
            case MAYBE_SENT -> EnumSet.of(PENDING, SENT, DELIVERED, FAILED);
            case FAILED -> EnumSet.of(PENDING, SENT, DELIVERED);
            case SUPPRESSED, CANCELLED, EXPIRED, TOO_LATE, DELIVERED -> EnumSet.noneOf(DeliveryState.class);
        };
    }

    /** Whether a delivery may move from here to there. */
    public boolean mayBecome(DeliveryState there) {
        return next().contains(there);
    }
}
