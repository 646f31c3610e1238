package dev.notify.internal.plan;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.setup.Setup;
import java.time.Instant;

/** Whether it is still wanted: not cancelled, not past its use, not gone to this person under another id. */
final class StandingGate implements Gate {

    @Override
    public String name() {
        return "standing";
    }

    @Override
    public Answer judge(Planner.Question q, Setup setup) {
        if (q.cancelAsked()) {
            return Answer.close(DeliveryState.CANCELLED, "cancelled while it was being sent");
        }
        Instant expiry = q.times().expiresAt();
        if (expiry != null && !q.times().now().isBefore(expiry)) {
            return Answer.close(DeliveryState.EXPIRED, "of no use since " + expiry);
        }
        if (q.person().served()) {
            return Answer.close(DeliveryState.SUPPRESSED, "this person gets it under another id: the two were merged");
        }
        return Answer.ALLOW;
    }
}
