package dev.notify.internal.prepare;

import dev.notify.channel.AttachmentSource;
import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.content.Content;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.prepare.Preparation.Prepared;
import dev.notify.internal.providers.Providers;
import dev.notify.internal.reminders.ReminderCard;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.policy.Route;
import dev.notify.security.FieldSeal;
import dev.notify.sign.Signature;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What may stand in the way of a try besides the decision: something this node lacks, a sign that was given, a pause, a condition that is not
 * met, a plan that was changed. Each says what becomes of the delivery instead.
 */
final class Barriers {

    /** How long what could not be looked up waits. */
    static final long HOST_AWAY = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(Barriers.class);
    private static final long ELSEWHERE = 15_000;
    private static final long BEING_STORED = 1_000;

    private final Map<String, AttachmentSource> attachments;
    private final FieldSeal seal;
    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final People people;
    private final Providers providers;

    Barriers(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            People people,
            Providers providers) {
        this.attachments = setup.seams().attachments();
        this.seal = setup.seams().seal();
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.people = people;
        this.providers = providers;
    }

    /** What makes it needless to decide at all. */
    Optional<Prepared.Not> before(Settler.Work work, Content content) {
        Optional<String> missing = content.missingSource(attachments);
        return missing.isPresent() ? Optional.of(elsewhere(work, missing.get())) : signed(work, content);
    }

    /** What is asked last, where everything else allows a try: nothing passes it, neither {@code sendNow} nor CRITICAL. */
    Optional<Prepared.Not> last(Settler.Work work, Content content) {
        Optional<Prepared.Not> pause = paused(work);
        return pause.or(() -> unmet(work, content)).or(() -> outdated(work, content));
    }

    /** The host cannot say who it is for, or whether it is still wanted: it waits, and no try is counted. */
    Prepared.Not unanswered(Settler.Work work, People.Unanswered e) {
        LOG.warn("{} delivery={}", e.getMessage(), work.claim().ref());
        announcer.threw(e.asked(), e.thrown());
        return new Prepared.Not(
                settler -> settler.postpone(work, HOST_AWAY, "the " + e.asked() + " could not be looked up"));
    }

    /** Another node may have the source: it waits, and no try is counted. */
    private Prepared.Not elsewhere(Settler.Work work, String source) {
        String what = "the attachment source '" + source + "' is not registered on this node";
        announcer.raiseFor(2 * ELSEWHERE, Health.Status.DEGRADED, "work", what + ": it is left to other nodes");
        return new Prepared.Not(settler -> settler.postpone(work, ELSEWHERE, what));
    }

    /** It stands in for another, and its recipient has given a sign since: it ends. */
    private Optional<Prepared.Not> signed(Settler.Work work, Content content) {
        Route route = content.route().orElse(work.type().route());
        ChannelName channel = ChannelName.of(work.loaded().delivery().channel());
        if (!route.fallsBack() || route.first().contains(channel)) {
            return Optional.empty();
        }
        try {
            Optional<Signature> given = people.signed(work.loaded(), route);
            announcer.clear(People.SIGNS);
            return given.map(sign -> new Prepared.Not(settler -> settler.verdict(work, Planner.signed(sign))));
        } catch (People.Unanswered e) {
            return Optional.of(unanswered(work, e));
        }
    }

    /** It waits for the end of a pause; no try is counted. */
    private Optional<Prepared.Not> paused(Settler.Work work) {
        ChannelName channel = ChannelName.of(work.loaded().delivery().channel());
        return providers
                .halted(channel, work.type().category())
                .map(halt -> new Prepared.Not(settler -> settler.postpone(work, halt.millis(), halt.why())));
    }

    /** Its condition, if it has one, does not hold any more. */
    private Optional<Prepared.Not> unmet(Settler.Work work, Content content) {
        if (content.sendIf().isEmpty()) {
            return Optional.empty();
        }
        String name = content.sendIf().get();
        String where = People.CONDITION + name;
        if (!people.knows(name)) {
            announcer.raiseFor(
                    2 * ELSEWHERE,
                    Health.Status.DEGRADED,
                    where,
                    "is not registered on this node: what depends on it is left to others");
            return Optional.of(new Prepared.Not(settler -> settler.giveBack(work, ELSEWHERE)));
        }
        try {
            boolean holds = people.holds(name, people.about(work.loaded(), content));
            announcer.clear(where);
            return holds
                    ? Optional.empty()
                    : Optional.of(new Prepared.Not(settler -> settler.verdict(work, Planner.unmet(name))));
        } catch (People.Unanswered e) {
            return Optional.of(unanswered(work, e));
        }
    }

    /** It belongs to an edition of a plan that does not hold any more, or not yet. */
    private Optional<Prepared.Not> outdated(Settler.Work work, Content content) {
        if (content.edition().isEmpty()) {
            return Optional.empty();
        }
        try {
            ReminderCard.Standing standing = ReminderCard.standing(
                    store.cards(),
                    seal,
                    work.loaded().notification(),
                    content.edition().get(),
                    surroundings.time().millis());
            return switch (standing) {
                case HOLDS -> Optional.empty();
                case NOT_YET ->
                    Optional.of(new Prepared.Not(
                            settler -> settler.postpone(work, BEING_STORED, "what it belongs to is being stored")));
                case OVER -> Optional.of(new Prepared.Not(settler -> settler.verdict(work, Planner.outdated())));
            };
        } catch (StoreException e) {
            return Optional.of(new Prepared.Not(settler ->
                    settler.postpone(work, HOST_AWAY, "whether it is still planned could not be looked up")));
        }
    }
}
