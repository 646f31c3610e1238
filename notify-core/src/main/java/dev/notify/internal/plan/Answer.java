package dev.notify.internal.plan;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A gate's verdict, and for one that allows what is worth saying all the same. */
record Answer(Verdict verdict, @Nullable String note) {

    /** Nothing stands in the way, and nothing is to be said. */
    static final Answer ALLOW = new Answer(Verdict.ALLOW, null);

    static Answer allow(String note) {
        return new Answer(Verdict.ALLOW, note);
    }

    static Answer hold(Instant until, String why) {
        return new Answer(new Verdict.Hold(until, why), null);
    }

    static Answer close(DeliveryState state, String why) {
        return new Answer(new Verdict.Close(state, why), null);
    }

    /** Never on this channel, perhaps on another. */
    static Answer closeChannel(String why) {
        return new Answer(new Verdict.Close(DeliveryState.SUPPRESSED, why, true), null);
    }
}
