package dev.notify.delivery;

import java.time.Instant;
import java.util.Objects;

/** What a gate says of a delivery. */
public sealed interface Verdict {

    /** Nothing stands in the way. */
    Verdict ALLOW = new Allow();

    /** The word by which a decision names it. */
    String word();

    /** See {@link Verdict#ALLOW}. */
    record Allow() implements Verdict {
        @Override
        public String word() {
            return "allowed";
        }
    }

    /** Not before then. */
    record Hold(Instant until, String why) implements Verdict {
        public Hold {
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(why, "why");
        }

        @Override
        public String word() {
            return "held";
        }
    }

    /**
     * Never: it ends in this state.
     *
     * @param ofChannel whether that is for a reason of the channel alone, so that another may stand in
     */
    record Close(DeliveryState state, String why, boolean ofChannel) implements Verdict {
        /** Never, on whichever channel. */
        public Close(DeliveryState state, String why) {
            this(state, why, false);
        }

        public Close {
            Objects.requireNonNull(why, "why");
            if (!DeliveryState.PENDING.mayBecome(state)) {
                throw new IllegalArgumentException("state: no delivery ends " + state);
            }
        }

        @Override
        public String word() {
            return "closed";
        }
    }
}
