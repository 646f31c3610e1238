package dev.notify.internal.intake;

import dev.notify.delivery.Decision;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Verdict;
import dev.notify.explain.PlannedDelivery;
import dev.notify.explain.PlannedDelivery.Fate;
import dev.notify.explain.Step;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.collapse.Collapse;
import dev.notify.internal.content.Content;
import dev.notify.internal.links.LinkMint;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.quota.QuotaStore;
import dev.notify.internal.setup.Setup;
import dev.notify.internal.words.WordBook;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.policy.Quota;
import dev.notify.request.Condition;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.store.Rows;
import dev.notify.template.TemplateException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What would become of one delivery: decided, asked and put into words as it would be. */
final class Outlook {

    private final Setup setup;
    private final Surroundings surroundings;
    private final Composer composer;
    private final Planner planner;
    private final LinkMint mint;
    private final People people;
    private final Collapse collapse;
    private final QuotaStore quotas;

    Outlook(
            Setup setup,
            Surroundings surroundings,
            Composer composer,
            Planner planner,
            People people,
            Collapse collapse,
            QuotaStore quotas) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.composer = composer;
        this.planner = planner;
        this.mint = new LinkMint(setup);
        this.people = people;
        this.collapse = collapse;
        this.quotas = quotas;
    }

    /** One request on its way. */
    record Act(Notification request, NotificationType type, Content content, Rows.Notification row) {
        Act speakingFor(int others) {
            return new Act(request, type, content.speakingFor(others), row);
        }
    }

    /** A planned delivery, and whether it would be closed for a reason of its channel alone. */
    record Foreseen(PlannedDelivery planned, boolean ofChannel) {}

    Foreseen of(Act act, Recipient recipient, ChannelName channel) {
        Planner.Question question =
                composer.question(act.row(), act.type(), act.request().ifQuiet(), channel, recipient);
        People.Person person;
        try {
            person = people.named(recipient, Tenant.of(act.row().tenant()));
        } catch (People.Unanswered e) {
            return new Foreseen(unanswered(question, recipient, e), false);
        }
        ZoneId zone = Planner.zoneOf(person.contact(), setup);
        List<Step> steps = new ArrayList<>();
        List<Planner.Look> looks = planner.foresee(question, person, lately(act, person, channel));
        for (Planner.Look look : looks) {
            for (Decision.Step step : look.decision().trace()) {
                boolean again =
                        !steps.isEmpty() && steps.get(steps.size() - 1).said().equals(step.said());
                if (!again) {
                    steps.add(new Step(look.at(), step.gate(), step.said()));
                }
            }
        }
        Planner.Look last = looks.get(looks.size() - 1);
        int others = others(act, question, person, recipient, last);
        Planner.speaksFor(new Decision(last.decision().verdict(), List.of()), others)
                .trace()
                .forEach(step -> steps.add(new Step(last.at(), step.gate(), step.said())));
        Part part = new Part(shown(recipient), channel, last.at(), zone, steps);
        if (last.decision().verdict() instanceof Verdict.Close close) {
            return new Foreseen(part.ends(Fate.NOT_SENT, close.state()), close.ofChannel());
        }
        try {
            Optional<Decision> unmet = unmet(act, recipient, channel);
            if (unmet.isPresent()) {
                unmet.get().trace().forEach(step -> part.steps().add(new Step(last.at(), step.gate(), step.said())));
                return new Foreseen(
                        part.ends(Fate.NOT_SENT, ((Verdict.Close) unmet.get().verdict()).state()), false);
            }
        } catch (People.Unanswered e) {
            return new Foreseen(unanswered(question, recipient, e), false);
        }
        return new Foreseen(
                goesOut(
                        act.speakingFor(others),
                        part,
                        person.contact().orElseGet(() -> Contact.of(recipient.key())),
                        fate(question.times(), last.at())),
                false);
    }

    /** How many that wait by now it would speak for, besides itself. */
    private int others(
            Act act, Planner.Question question, People.Person person, Recipient recipient, Planner.Look last) {
        if (last.decision().verdict() != Verdict.ALLOW || question.neverCollapses()) {
            return 0;
        }
        String lookup = setup.seams().seal().lookup("recipient", recipient.key());
        return keyOf(act, person, question.channel())
                .map(key -> collapse.others(key, lookup, act.row().id(), last.at()))
                .orElse(0);
    }

    private static Optional<Collapse.Key> keyOf(Act act, People.Person person, ChannelName channel) {
        return person.contact().flatMap(c -> Collapse.keyOf(act.type(), act.row(), channel.value(), c.id()));
    }

    /** What somebody has had by now. */
    private Planner.Lately lately(Act act, People.Person person, ChannelName channel) {
        return new Planner.Lately() {
            @Override
            public Optional<Collapse.Spoken> spoken() {
                return keyOf(act, person, channel)
                        .flatMap(key -> collapse.look(key, act.row().id()).spoken());
            }

            @Override
            public boolean enough(Quota cap, Instant at) {
                return person.contact()
                        .map(c -> quotas.capOf(act.row().tenant(), act.type().category(), c.id(), cap))
                        .filter(key -> quotas.isUsedUp(key, at))
                        .isPresent();
            }
        };
    }

    /** The condition's answer of now, where it is no. */
    private Optional<Decision> unmet(Act act, Recipient recipient, ChannelName channel) {
        DeliveryId id = new DeliveryId(surroundings.ids().next(act.row().createdAt()));
        return act.content()
                .sendIf()
                .filter(name -> !people.holds(
                        name,
                        new Condition.About(
                                new NotificationId(act.row().id()),
                                id,
                                Tenant.of(act.row().tenant()),
                                act.type().name(),
                                recipient.key(),
                                channel,
                                act.request().subject().orElse(null),
                                act.content().data())))
                .map(Planner::unmet);
    }

    private static Fate fate(Planner.Times times, Instant at) {
        if (at.equals(times.now())) {
            return Fate.SEND_NOW;
        }
        return at.equals(times.dueAt()) ? Fate.SEND_AT : Fate.HELD_UNTIL;
    }

    private PlannedDelivery goesOut(Act act, Part part, Contact contact, Fate fate) {
        Address address = planner.addressFor(contact, part.channel()).orElseThrow();
        WordBook.Ask ask = new WordBook.Ask(
                act.type(),
                act.content().text(),
                address.channel(),
                contact.locale(),
                part.zone(),
                mint.dataWithSample(act.content().data(), act.type()));
        try {
            WordBook.Told told = setup.words().say(act.row().template(), ask, hash -> Optional.empty());
            return new PlannedDelivery(
                    part.recipient(),
                    part.channel(),
                    fate,
                    DeliveryState.SENT,
                    part.at(),
                    part.zone(),
                    part.steps(),
                    address.masked(),
                    new PlannedDelivery.Shown(told.layer(), told.language(), told.words()));
        } catch (TemplateException e) {
            part.steps().add(new Step(part.at(), "words", "cannot be rendered: " + e.getMessage()));
            return part.ends(Fate.NOT_SENT, DeliveryState.FAILED);
        }
    }

    private PlannedDelivery unanswered(Planner.Question question, Recipient recipient, People.Unanswered e) {
        ZoneId zone = setup.identity().zone();
        Instant now = question.times().now();
        Step step = new Step(
                now, "contact", "the " + e.asked() + " could not be looked up: it would wait and ask again by and by");
        return new Part(shown(recipient), question.channel(), now, zone, List.of(step))
                .ends(Fate.UNKNOWN, DeliveryState.PENDING);
    }

    static String shown(Recipient recipient) {
        return Content.shown(recipient.key());
    }

    /** What is known of a planned delivery before it is known how it ends. */
    private record Part(String recipient, ChannelName channel, Instant at, ZoneId zone, List<Step> steps) {

        PlannedDelivery ends(Fate fate, DeliveryState state) {
            return new PlannedDelivery(recipient, channel, fate, state, at, zone, steps, null, null);
        }
    }
}
