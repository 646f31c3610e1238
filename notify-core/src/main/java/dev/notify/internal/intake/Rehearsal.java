package dev.notify.internal.intake;

import dev.notify.delivery.Decision;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Verdict;
import dev.notify.explain.DeliveryPlan;
import dev.notify.explain.PlannedDelivery;
import dev.notify.explain.PlannedDelivery.Fate;
import dev.notify.explain.Step;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.content.Content;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.setup.Setup;
import dev.notify.internal.words.WordBook;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.policy.Route;
import dev.notify.request.Condition;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.Scope;
import dev.notify.request.When;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.template.TemplateException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Goes through what would become of a request without storing any of it: refused, made into rows, decided and put into words by the code
 * that does so when it is sent.
 */
final class Rehearsal {

    private final Setup setup;
    private final Surroundings surroundings;
    private final Checker checker;
    private final Composer composer;
    private final Planner planner;
    private final People people;
    private final Receipts receipts;

    Rehearsal(
            Setup setup,
            Surroundings surroundings,
            Checker checker,
            Composer composer,
            Planner planner,
            People people,
            Receipts receipts) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.checker = checker;
        this.composer = composer;
        this.planner = planner;
        this.people = people;
        this.receipts = receipts;
    }

    /** One request on its way. */
    private record Act(Notification request, NotificationType type, Content content, Rows.Notification row) {}

    DeliveryPlan of(Notification n, Scope scope, ReadPart reads) {
        Instant now = surroundings.time().now();
        NotificationType type = checker.typeOf(n);
        When.At due = checker.check(n, type, now);
        String written = composer.contentOf(n, type, scope.tenant()).write();
        Content content = Content.read(written);
        Act act = new Act(n, type, content, composer.row(n, type, scope, now, due.moment(), written));
        checker.checkSize(setup.seams().seal().seal(act.row().id(), "content", written));
        Optional<UUID> first = first(act, reads);
        List<PlannedDelivery> planned = new ArrayList<>();
        if (first.isEmpty()) {
            for (Recipient recipient : n.recipients()) {
                Route route = Planner.routeOf(n.route(type), recipient);
                for (ChannelName channel : route.first()) {
                    plan(planned, act, recipient, route, channel);
                }
            }
        }
        return new DeliveryPlan(
                n.type(),
                Priority.ofCode(act.row().priority()),
                Instant.ofEpochMilli(act.row().createdAt()),
                Instant.ofEpochMilli(act.row().dueAt()),
                first.map(NotificationId::new).orElse(null),
                planned);
    }

    /** The notification that holds its key. */
    private Optional<UUID> first(Act act, ReadPart reads) {
        String tenant = act.row().tenant();
        return act.request()
                .key()
                .flatMap(key -> reads.byKey(
                        tenant, act.row().type(), setup.seams().seal().lookup("key", key)))
                .flatMap(id -> reads.notification(tenant, id))
                .filter(row -> row.createdAt() + setup.timings().keyLife().toMillis()
                        > act.row().createdAt())
                .map(row -> {
                    if (row.shape() != act.row().shape()) {
                        List<Rows.Delivery> deliveries = reads.deliveriesOf(tenant, List.of(row.id()));
                        throw Receipts.conflict(receipts.first(row, deliveries, act.row()));
                    }
                    return row.id();
                });
    }

    /** Adds a delivery; where it would be closed for a reason of its channel, those that would stand in for it, too. */
    private void plan(List<PlannedDelivery> planned, Act act, Recipient recipient, Route route, ChannelName first) {
        List<ChannelName> ways = new ArrayList<>(List.of(first));
        ways.addAll(route.allAfter(first));
        for (ChannelName channel : ways) {
            boolean there = planned.stream()
                    .anyMatch(p -> p.recipient().equals(shown(recipient))
                            && p.channel().equals(channel));
            Foreseen foreseen = delivery(act, recipient, channel);
            if (!there) {
                planned.add(foreseen.planned());
            }
            if (there || !foreseen.ofChannel()) {
                return;
            }
        }
    }

    /** A planned delivery, and whether it would be closed for a reason of its channel alone. */
    private record Foreseen(PlannedDelivery planned, boolean ofChannel) {}

    private Foreseen delivery(Act act, Recipient recipient, ChannelName channel) {
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
        List<Planner.Look> looks = planner.foresee(question, person);
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
                goesOut(act, part, person.contact().orElseThrow(), fate(question.times(), last.at())), false);
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
                act.content().data());
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

    private static String shown(Recipient recipient) {
        return Content.shown(recipient.key());
    }

    /** What is known of a planned delivery before it is known how it ends. */
    private record Part(String recipient, ChannelName channel, Instant at, ZoneId zone, List<Step> steps) {

        PlannedDelivery ends(Fate fate, DeliveryState state) {
            return new PlannedDelivery(recipient, channel, fate, state, at, zone, steps, null, null);
        }
    }
}
