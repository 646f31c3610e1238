package dev.notify.internal.plan;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Verdict;
import dev.notify.internal.setup.Setup;
import java.time.Instant;

/** Whether it is still wanted: not cancelled, not past its use. */
final class StandingGate implements Gate {

    @Override
    public String name() {
        return "standing";
    }

    @Override
    public Verdict judge(Planner.Question q, Setup setup) {
        if (q.cancelAsked()) {
            return new Verdict.Close(DeliveryState.CANCELLED, "cancelled while it was being sent");
        }
        Instant expiry = q.expiresAt();
        if (expiry != null && !q.now().isBefore(expiry)) {
            return new Verdict.Close(DeliveryState.EXPIRED, "of no use since " + expiry);
        }
        return Verdict.ALLOW;
    }
}
