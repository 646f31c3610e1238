package dev.notify.internal.prepare;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.content.Content;
import dev.notify.internal.digest.Digests;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.request.NotificationType;
import dev.notify.store.Store;
import java.util.Objects;

/** Asks what a delivery that was collected is to do, with all that depends on. */
final class DigestTurns {

    private final Setup setup;
    private final Digests digests;
    private final Planner planner;
    private final People people;

    DigestTurns(Setup setup, Surroundings surroundings, Store store, Planner planner, People people) {
        this.setup = setup;
        this.digests = new Digests(surroundings, store, setup.seams().seal());
        this.planner = planner;
        this.people = people;
    }

    /** The type whose words say what others of this type become. */
    static NotificationType saidBy(Setup setup, NotificationType type) {
        String name = type.digest().orElseThrow().saidBy();
        return Objects.requireNonNull(setup.types().get(name), name);
    }

    Digests.Turn of(Planner.Question question, Settler.Work work, Content content) {
        ChannelName channel = question.channel();
        Digests.Asks asks = new Digests.Asks(
                work.type(),
                work.loaded(),
                content,
                people.ownContact(work.loaded()).flatMap(contact -> contact.addressOn(channel)),
                content.route().orElse(work.type().route()).channels(),
                Planner.zoneOf(question.person().contact(), setup),
                planner.isCollected(question));
        return digests.turn(asks, setup.words().pin(saidBy(setup, work.type())));
    }
}
