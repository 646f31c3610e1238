package dev.notify.internal.intake;

import dev.notify.channel.Enclosures;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.content.Content;
import dev.notify.internal.dispatch.Dispatcher;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.internal.json.Digest;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.policy.Route;
import dev.notify.request.IfQuiet;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.Scope;
import dev.notify.request.When;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Lane;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns a checked request into the rows it writes: one delivery for each recipient on each channel. Those of groups, and of more people
 * than one transaction should hold, are left to a fan-out.
 */
final class Composer {

    private static final String SHARED = "";

    private final Setup setup;
    private final Surroundings surroundings;
    private final DeliveryMaker maker;

    Composer(Setup setup, Surroundings surroundings, Planner planner, People people, Dispatcher dispatcher) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.maker = new DeliveryMaker(setup, surroundings, planner, people, dispatcher);
    }

    /**
     * The rows, and what is to be handed over in memory once they are committed.
     *
     * @param routes the way of each recipient, by its lookup
     * @param fanOut what is left to be made later
     */
    record Composed(
            Rows.Acceptance acceptance,
            List<Settler.Work> born,
            long leaseUntil,
            Map<String, Route> routes,
            Optional<FanOutCard> fanOut) {

        void giveBack(Dispatcher dispatcher) {
            dispatcher.unreserve(born.stream().map(w -> w.claim().lane()).toList());
        }

        /** Hands over what is still well within its lease; the rest comes back by itself when that ends. */
        void handOver(Dispatcher dispatcher, long now) {
            if (now < leaseUntil - 2_000) {
                dispatcher.handOver(born, leaseUntil);
            } else {
                giveBack(dispatcher);
            }
        }

        /** When the first of the work that waits for anybody becomes due. */
        long firstDue() {
            return acceptance.work().stream()
                    .filter(w -> w.owner() == null)
                    .mapToLong(Rows.Work::availableAt)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }

        /** What is due now and this node can do. */
        List<UUID> dueNow(Dispatcher dispatcher, long now) {
            return acceptance.work().stream()
                    .filter(w -> w.availableAt() <= now && dispatcher.works(w.lane()))
                    .map(Rows.Work::ref)
                    .toList();
        }
    }

    Composed compose(
            Notification n,
            NotificationType type,
            Scope scope,
            Instant due,
            boolean mayBeBornLeased,
            boolean forced,
            Optional<Content.Edition> edition) {
        Instant now = surroundings.time().now();
        String plain = contentOf(n, type, scope.tenant()).in(edition).write();
        Rows.Notification row = row(n, type, scope, now, due, plain);
        UUID id = row.id();
        FieldSeal seal = setup.seams().seal();
        String shared = seal.seal(id, "content", plain);
        DeliveryMaker.Draft draft = maker.begin(new DeliveryMaker.Frame(
                row,
                type,
                n.route(type),
                n.ifQuiet(),
                now,
                mayBeBornLeased ? Optional.of(shared) : Optional.empty(),
                forced));
        draft.trail.add(maker.trail(draft, row.actor(), "notification.accepted", id));
        draft.contents.add(new Rows.Content(id, SHARED, shared));
        boolean many = n.recipients().size() > setup.limits().recipients();
        List<CardPart.Put> cards = new ArrayList<>();
        Optional<FanOutCard> fanOut =
                many || !n.groups().isEmpty() ? Optional.of(later(draft, n, many, cards)) : Optional.empty();
        maker.add(draft, many ? List.of() : n.recipients());
        Rows.Dedup dedup = n.key()
                .map(key -> new Rows.Dedup(
                        row.tenant(),
                        row.type(),
                        seal.lookup("key", key),
                        id,
                        row.createdAt() + setup.timings().keyLife().toMillis()))
                .orElse(null);
        Rows.Acceptance acceptance = new Rows.Acceptance(
                row,
                draft.contents,
                draft.deliveries,
                draft.work,
                dedup,
                List.of(),
                draft.trail,
                draft.counters,
                cards);
        return new Composed(acceptance, draft.born, draft.leaseUntil, draft.routes, fanOut);
    }

    /** Leaves groups, and the named if they are many, to a fan-out: its card, the pages of the named, and its work. */
    private FanOutCard later(DeliveryMaker.Draft draft, Notification n, boolean many, List<CardPart.Put> cards) {
        FieldSeal seal = setup.seams().seal();
        Rows.Notification row = draft.row;
        List<Recipient> named = many ? n.recipients() : List.of();
        Optional<Route> own = n.hasOwnRoute() ? Optional.of(draft.frame.route()) : Optional.empty();
        FanOutCard card = FanOutCard.waiting(
                new FanOutCard.Plan(n.groups(), named.size(), own, n.ifQuiet()),
                FanOutCard.Times.of(row, draft.frame.forced()));
        cards.add(card.put(seal, row.tenant(), row.id(), 0, row.createdAt()));
        for (int from = 0; from < named.size(); from += FanOutCard.STEP) {
            List<Recipient> page = named.subList(from, Math.min(from + FanOutCard.STEP, named.size()));
            UUID id = surroundings.ids().next(row.createdAt());
            cards.add(FanOutCard.page(seal, row.tenant(), row.id(), id, from / FanOutCard.STEP, page, row.createdAt()));
        }
        long begins = many ? row.createdAt() : maker.firstLook(draft.frame);
        Lane lane = Lane.of(WorkKind.FAN_OUT, Priority.ofCode(row.priority()), Tenant.of(row.tenant()));
        draft.work.add(Rows.Work.waiting(row.id(), WorkKind.FAN_OUT, lane, begins));
        return card;
    }

    /** What one step of a fan-out makes; none of it is born leased. */
    DeliveryMaker.Draft more(
            Rows.Notification row, NotificationType type, FanOutCard card, List<Recipient> recipients) {
        DeliveryMaker.Draft draft = maker.begin(frame(row, type, card));
        maker.add(draft, recipients);
        return draft;
    }

    /** When the members of groups are to be found. */
    long beginsAt(Rows.Notification row, NotificationType type, FanOutCard card) {
        return maker.firstLook(frame(row, type, card));
    }

    private DeliveryMaker.Frame frame(Rows.Notification row, NotificationType type, FanOutCard card) {
        return new DeliveryMaker.Frame(
                card.times().on(row),
                type,
                card.plan().route().orElse(type.route()),
                card.plan().ifQuiet(),
                surroundings.time().now(),
                Optional.empty(),
                card.times().forced());
    }

    /** What it says, its attachments pinned; refuses what the channels it may go by cannot carry, now that the sizes are known. */
    Content contentOf(Notification n, NotificationType type, Tenant tenant) {
        Content content = Content.of(n, type, tenant, setup.seams().attachments());
        if (!content.enclosed().isEmpty()) {
            refuseEnclosures(n, type, content);
        }
        return content;
    }

    private void refuseEnclosures(Notification n, NotificationType type, Content content) {
        Enclosures all = content.enclosures(Tenant.DEFAULT, Map.of(), false, "", "", Instant.EPOCH);
        for (Recipient recipient : n.recipients()) {
            for (ChannelName name : Planner.routeOf(n.route(type), recipient).channels()) {
                Optional.ofNullable(setup.lines().channels().get(name))
                        .flatMap(channel -> channel.refuses(all))
                        .ifPresent(problem -> {
                            throw new InvalidInputException("enclosed", problem);
                        });
            }
        }
    }

    /** The notification's own row. */
    Rows.Notification row(
            Notification n, NotificationType type, Scope scope, Instant now, Instant due, String content) {
        UUID id = surroundings.ids().next(now.toEpochMilli());
        FieldSeal seal = setup.seams().seal();
        When.AtWall wall = n.when() instanceof When.AtWall at ? at : null;
        Instant from = due.isBefore(now) ? now : due;
        return new Rows.Notification(
                id,
                scope.tenant().value(),
                n.type(),
                n.priority().orElse(type.priority()).code(),
                n.key().map(k -> seal.seal(id, "notification.key", k)).orElse(null),
                n.subject().map(s -> seal.seal(id, "notification.subject", s)).orElse(null),
                n.subject().map(s -> seal.lookup("subject", s)).orElse(null),
                n.correlation().orElse(null),
                Content.shapeOf(n),
                Digest.of(content),
                setup.words().pin(type),
                now.toEpochMilli(),
                from.toEpochMilli(),
                wall == null ? null : wall.time().toString(),
                wall == null ? null : wall.zone().getId(),
                n.deadline(from).map(Instant::toEpochMilli).orElse(null),
                type.ifFailed().orElse(null),
                scope.actor().value());
    }

    /** What is decided of a delivery as its notification is accepted. */
    Planner.Question question(
            Rows.Notification row, NotificationType type, IfQuiet ifQuiet, ChannelName channel, Recipient recipient) {
        Instant now = Instant.ofEpochMilli(row.createdAt());
        return maker.question(
                new DeliveryMaker.Frame(row, type, type.route(), ifQuiet, now, Optional.empty(), false),
                channel,
                recipient);
    }
}
