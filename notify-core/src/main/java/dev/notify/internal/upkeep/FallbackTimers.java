package dev.notify.internal.upkeep;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.UuidV7;
import dev.notify.internal.people.People;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.request.NotificationType;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.Store;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the next channel where a delivery has not reached its recipient in its time, or is reported not to have. */
final class FallbackTimers {

    private static final Logger LOG = LoggerFactory.getLogger(FallbackTimers.class);
    private static final long LEFT_TO_OTHERS_FOR = 15_000;

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final Settler settler;

    FallbackTimers(Setup setup, Surroundings surroundings, Store store, Announcer announcer, Settler settler) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.settler = settler;
    }

    void timeIsUp(QueuePart.Claim claim) {
        List<ReadPart.Loaded> about = store.reads().load(List.of(UuidV7.ofTimer(claim.ref())));
        if (about.isEmpty()) {
            settler.orphan(claim);
            return;
        }
        String name = about.get(0).notification().type();
        NotificationType type = setup.types().get(name);
        if (type == null) {
            announcer.raiseFor(
                    2 * LEFT_TO_OTHERS_FOR,
                    Health.Status.DEGRADED,
                    "work",
                    "type " + name + " is not defined on this node: it is left to other nodes");
            settler.move(claim, Move.hold(surroundings.time().millis() + LEFT_TO_OTHERS_FOR));
            return;
        }
        try {
            if (UuidV7.isReport(claim.ref())) {
                settler.didNotArrive(claim, about.get(0), type);
            } else {
                settler.timeIsUp(claim, about.get(0), type);
            }
        } catch (People.Unanswered e) {
            LOG.warn("{} delivery={}", e.getMessage(), about.get(0).delivery().id());
            settler.move(claim, Move.hold(surroundings.time().millis() + LEFT_TO_OTHERS_FOR));
        }
    }
}
