package dev.notify.internal.plan;

import dev.notify.delivery.Verdict;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.policy.DeliveryHours;
import dev.notify.request.TimeOfDay;
import java.time.Instant;
import java.time.ZoneId;

/** Whether it is daytime where the recipient lives, for types that ask for it. */
final class HoursGate implements Gate {

    @Override
    public String name() {
        return "hours";
    }

    @Override
    public Verdict judge(Planner.Question q, Setup setup) {
        boolean daytime =
                q.type().timeOfDay().filter(t -> t == TimeOfDay.DAYTIME).isPresent();
        boolean passes =
                q.forced() || q.priority() == Priority.CRITICAL || q.channel().equals(ChannelName.IN_APP);
        boolean whereUnknown = !q.contactKnown();
        if (!daytime || passes || whereUnknown) {
            return Verdict.ALLOW;
        }
        ZoneId zone = Planner.zoneOf(q.contact(), setup);
        DeliveryHours hours = setup.identity().hours();
        Instant opening = hours.next(q.now(), zone);
        return opening.equals(q.now())
                ? Verdict.ALLOW
                : new Verdict.Hold(opening, "delivery hours " + hours.from() + "-" + hours.to() + " " + zone);
    }
}
