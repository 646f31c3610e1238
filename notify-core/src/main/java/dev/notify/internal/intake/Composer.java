package dev.notify.internal.intake;

import dev.notify.delivery.Decision;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Verdict;
import dev.notify.internal.base.History;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.content.Content;
import dev.notify.internal.dispatch.Dispatcher;
import dev.notify.internal.json.Digest;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.request.IfQuiet;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.Scope;
import dev.notify.request.When;
import dev.notify.store.FieldSeal;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns a checked request into the rows it writes: one delivery for each recipient on each channel, decided and queued. */
final class Composer {

    private static final String SHARED = "";

    private final Setup setup;
    private final Surroundings surroundings;
    private final Planner planner;
    private final People people;
    private final Dispatcher dispatcher;

    Composer(Setup setup, Surroundings surroundings, Planner planner, People people, Dispatcher dispatcher) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.planner = planner;
        this.people = people;
        this.dispatcher = dispatcher;
    }

    /** The rows, and what is to be handed over in memory once they are committed. */
    record Composed(Rows.Acceptance acceptance, List<Settler.Work> born, long leaseUntil) {

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

    Composed compose(Notification n, NotificationType type, Scope scope, Instant due, boolean mayBeBornLeased) {
        Instant now = surroundings.time().now();
        String plain = Content.of(n, type).write();
        Rows.Notification row = row(n, type, scope, now, due, plain);
        UUID id = row.id();
        FieldSeal seal = setup.seams().seal();
        Draft draft = new Draft(row, type, n.ifQuiet(), now, mayBeBornLeased);
        draft.trail.add(trail(row, row.actor(), "notification.accepted", id));
        draft.shared = seal.seal(id, "content", plain);
        draft.contents.add(new Rows.Content(id, SHARED, draft.shared));
        try {
            for (Recipient recipient : n.recipients()) {
                addDeliveries(draft, n, recipient);
            }
        } catch (RuntimeException | Error e) {
            dispatcher.unreserve(draft.born.stream().map(w -> w.claim().lane()).toList());
            throw e;
        }
        Rows.Dedup dedup = n.key()
                .map(key -> new Rows.Dedup(
                        row.tenant(),
                        row.type(),
                        seal.lookup("key", key),
                        id,
                        row.createdAt() + setup.timings().keyLife().toMillis()))
                .orElse(null);
        Rows.Acceptance acceptance = new Rows.Acceptance(
                row, draft.contents, draft.deliveries, draft.work, dedup, List.of(), draft.trail, draft.counters);
        return new Composed(acceptance, draft.born, draft.leaseUntil);
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

    /** What grows while the rows of one notification are made. */
    private final class Draft {
        final Rows.Notification row;
        final NotificationType type;
        final IfQuiet ifQuiet;
        final Instant now;
        final boolean mayBeBornLeased;
        final long leaseUntil;
        String shared = "";
        final List<Rows.Content> contents = new ArrayList<>();
        final List<Rows.Delivery> deliveries = new ArrayList<>();
        final List<Rows.Work> work = new ArrayList<>();
        final List<Rows.Trail> trail = new ArrayList<>();
        final List<Rows.Counter> counters = new ArrayList<>();
        final List<Settler.Work> born = new ArrayList<>();

        Draft(Rows.Notification row, NotificationType type, IfQuiet ifQuiet, Instant now, boolean mayBeBornLeased) {
            this.row = row;
            this.type = type;
            this.ifQuiet = ifQuiet;
            this.now = now;
            this.mayBeBornLeased = mayBeBornLeased;
            this.leaseUntil = dispatcher.leaseFrom(now.toEpochMilli());
        }
    }

    private void addDeliveries(Draft draft, Notification n, Recipient recipient) {
        FieldSeal seal = setup.seams().seal();
        String lookup = seal.lookup("recipient", recipient.key());
        Optional<Contact> contact = recipient.inline();
        String own = contact.map(c -> seal.seal(draft.row.id(), "contact", Content.writeContact(c)))
                .orElse(null);
        if (own != null) {
            draft.contents.add(new Rows.Content(draft.row.id(), lookup, own));
        }
        for (ChannelName channel : Planner.channelsOf(n, draft.type, recipient)) {
            addDelivery(draft, recipient, lookup, channel, own);
        }
    }

    private void addDelivery(
            Draft draft, Recipient recipient, String lookup, ChannelName channel, @Nullable String own) {
        Priority priority = Priority.ofCode(draft.row.priority());
        Planner.Question question = question(draft.row, draft.type, draft.ifQuiet, channel, recipient);
        Decision decision = planner.decide(question);
        UUID id = surroundings.ids().next(draft.row.createdAt());
        boolean closed = decision.verdict() instanceof Verdict.Close;
        DeliveryState state = decision.verdict() instanceof Verdict.Close close ? close.state() : DeliveryState.PENDING;
        long due =
                decision.verdict() instanceof Verdict.Hold hold ? hold.until().toEpochMilli() : draft.row.dueAt();
        History history = decision.verdict() instanceof Verdict.Hold hold
                ? History.NONE.waits(
                        draft.row.createdAt(), decision.asText(), hold.until().toEpochMilli())
                : History.NONE.ends(decision.asText());
        String why = decision.verdict() == Verdict.ALLOW
                ? null
                : setup.seams().seal().seal(id, "delivery.why", history.write());
        Rows.Delivery row = new Rows.Delivery(
                id,
                draft.row.id(),
                draft.row.tenant(),
                setup.seams().seal().seal(id, "delivery.recipient", recipient.key()),
                lookup,
                channel.value(),
                state,
                due,
                closed ? draft.row.createdAt() : null,
                0,
                0,
                null,
                false,
                false,
                why);
        draft.deliveries.add(row);
        if (closed) {
            draft.counters.add(counter(draft, channel, state));
            draft.trail.add(trail(
                    draft.row, Actor.NOTIFY.value(), "delivery." + state.name().toLowerCase(Locale.ROOT), id));
        } else {
            long look = planner.firstLook(question, Instant.ofEpochMilli(due)).toEpochMilli();
            addWork(draft, row, channel, priority, own, look);
        }
    }

    /** What is decided of a delivery as its notification is accepted. */
    Planner.Question question(
            Rows.Notification row, NotificationType type, IfQuiet ifQuiet, ChannelName channel, Recipient recipient) {
        Long expiry = row.expiresAt();
        return new Planner.Question(
                type,
                Priority.ofCode(row.priority()),
                channel,
                people.unasked(recipient),
                new Planner.Times(
                        Instant.ofEpochMilli(row.createdAt()),
                        Instant.ofEpochMilli(row.dueAt()),
                        expiry == null ? null : Instant.ofEpochMilli(expiry),
                        ifQuiet,
                        false),
                false,
                false);
    }

    private void addWork(
            Draft draft,
            Rows.Delivery row,
            ChannelName channel,
            Priority priority,
            @Nullable String own,
            long availableAt) {
        Tenant tenant = Tenant.of(row.tenant());
        Lane lane = Lane.of(channel, priority, tenant);
        // what is only looked at before its time is free until then, so that it can still be moved
        boolean dueNow = Math.max(availableAt, row.dueAt()) <= draft.now.toEpochMilli();
        if (draft.mayBeBornLeased && dueNow && dispatcher.reserve(channel, priority, tenant)) {
            draft.work.add(
                    Rows.Work.bornLeased(row.id(), WorkKind.DELIVER, lane, dispatcher.owner(), draft.leaseUntil));
            QueuePart.Claim claim =
                    new QueuePart.Claim(row.id(), WorkKind.DELIVER, lane.number(), 1, 1, 0, false, row.dueAt());
            draft.born.add(new Settler.Work(claim, new ReadPart.Loaded(row, draft.row, draft.shared, own), draft.type));
        } else {
            draft.work.add(Rows.Work.waiting(row.id(), WorkKind.DELIVER, lane, availableAt));
        }
    }

    private Rows.Trail trail(Rows.Notification n, String actor, String action, UUID about) {
        return new Rows.Trail(
                surroundings.ids().next(n.createdAt()), n.tenant(), n.createdAt(), actor, action, about, null);
    }

    private Rows.Counter counter(Draft draft, ChannelName channel, DeliveryState state) {
        return Rows.Counter.one(
                draft.row.createdAt(),
                setup.identity().node(),
                draft.row.tenant(),
                draft.row.type(),
                channel.value(),
                state);
    }
}
