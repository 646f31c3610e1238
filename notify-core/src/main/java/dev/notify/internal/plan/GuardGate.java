package dev.notify.internal.plan;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.setup.Setup;

/** Whether this environment may reach that address; an inbox reaches nobody outside it. */
final class GuardGate implements Gate {

    @Override
    public String name() {
        return "guard";
    }

    @Override
    public Answer judge(Planner.Question q, Setup setup) {
        boolean refused = q.person()
                .contact()
                .flatMap(c -> new Planner(setup).addressFor(c, q.channel()))
                .filter(a ->
                        !setup.lines().isInbox(q.channel()) && !setup.guard().allows(a))
                .isPresent();
        return refused ? Answer.close(DeliveryState.SUPPRESSED, "onlyTo does not name this address") : Answer.ALLOW;
    }

    @Override
    public boolean mayChange(Planner.Question q) {
        return !q.person().fixed();
    }
}
