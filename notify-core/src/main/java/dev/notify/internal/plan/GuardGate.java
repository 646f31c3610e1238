package dev.notify.internal.plan;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Verdict;
import dev.notify.internal.setup.Setup;

/** Whether this environment may reach that address. */
final class GuardGate implements Gate {

    @Override
    public String name() {
        return "guard";
    }

    @Override
    public Verdict judge(Planner.Question q, Setup setup) {
        boolean refused = q.contact()
                .flatMap(c -> new Planner(setup).addressFor(c, q.channel()))
                .filter(a -> !setup.guard().allows(a))
                .isPresent();
        return refused
                ? new Verdict.Close(DeliveryState.SUPPRESSED, "onlyTo does not name this address")
                : Verdict.ALLOW;
    }
}
