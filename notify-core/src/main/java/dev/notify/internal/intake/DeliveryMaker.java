package dev.notify.internal.intake;

import dev.notify.delivery.Decision;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Verdict;
import dev.notify.internal.base.History;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.content.Content;
import dev.notify.internal.dispatch.Dispatcher;
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
import dev.notify.policy.Route;
import dev.notify.request.IfQuiet;
import dev.notify.request.NotificationType;
import dev.notify.security.FieldSeal;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the deliveries of a notification, one for each recipient on each channel, decided and queued. */
final class DeliveryMaker {

    private final Setup setup;
    private final Surroundings surroundings;
    private final Planner planner;
    private final People people;
    private final Dispatcher dispatcher;

    DeliveryMaker(Setup setup, Surroundings surroundings, Planner planner, People people, Dispatcher dispatcher) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.planner = planner;
        this.people = people;
        this.dispatcher = dispatcher;
    }

    /**
     * The notification deliveries are made of.
     *
     * @param route by which it goes to whoever has no bare address
     * @param shared its sealed payload, needed only where its deliveries may be born leased
     * @param forced whether an operator asked to send it past schedule and hours
     */
    record Frame(
            Rows.Notification row,
            NotificationType type,
            Route route,
            IfQuiet ifQuiet,
            Instant now,
            Optional<String> shared,
            boolean forced) {}

    /** What grows while the rows of one notification are made. */
    static final class Draft {
        final Frame frame;
        final Rows.Notification row;
        final long leaseUntil;
        final List<Rows.Content> contents = new ArrayList<>();
        final List<Rows.Delivery> deliveries = new ArrayList<>();
        final List<Rows.Work> work = new ArrayList<>();
        final List<Rows.Trail> trail = new ArrayList<>();
        final List<Rows.Counter> counters = new ArrayList<>();
        final List<Settler.Work> born = new ArrayList<>();
        final Map<String, Route> routes = new HashMap<>();

        private Draft(Frame frame, long leaseUntil) {
            this.frame = frame;
            this.row = frame.row();
            this.leaseUntil = leaseUntil;
        }
    }

    Draft begin(Frame frame) {
        return new Draft(frame, dispatcher.leaseFrom(frame.now().toEpochMilli()));
    }

    /** Makes all deliveries of these; if that fails, the places kept for them are given back. */
    void add(Draft draft, List<Recipient> recipients) {
        try {
            recipients.forEach(recipient -> add(draft, recipient));
        } catch (RuntimeException | Error e) {
            dispatcher.unreserve(draft.born.stream().map(w -> w.claim().lane()).toList());
            throw e;
        }
    }

    private void add(Draft draft, Recipient recipient) {
        FieldSeal seal = setup.seams().seal();
        String lookup = seal.lookup("recipient", recipient.key());
        Optional<Contact> contact = recipient.inline();
        String own = contact.map(c -> seal.seal(draft.row.id(), "contact", Content.writeContact(c)))
                .orElse(null);
        if (own != null) {
            draft.contents.add(new Rows.Content(draft.row.id(), lookup, own));
        }
        Route route = Planner.routeOf(draft.frame.route(), recipient);
        draft.routes.put(lookup, route);
        To to = new To(recipient, lookup, own, route, new HashSet<>());
        for (ChannelName channel : route.first()) {
            add(draft, to, channel);
        }
    }

    /**
     * Whom deliveries are for, with the contact that came along, and by which way.
     *
     * @param taken the channels that have their delivery
     */
    private record To(
            Recipient recipient, String lookup, @Nullable String own, Route route, Set<ChannelName> taken) {}

    /** Adds a delivery; where it is closed for a reason of its channel, those that stand in for it, too. */
    private void add(Draft draft, To to, ChannelName first) {
        UUID id = surroundings.ids().next(draft.frame.now().toEpochMilli());
        ChannelName channel = first;
        String origin = "";
        while (channel != null && to.taken().add(channel) && add(draft, to, channel, id, origin)) {
            ChannelName next = to.route().after(channel).orElse(null);
            origin = next == null ? "" : "stands in for " + channel;
            id = next == null ? id : Planner.standIn(id, next);
            channel = next;
        }
    }

    /** Returns whether it is closed for a reason of its channel. */
    private boolean add(Draft draft, To to, ChannelName channel, UUID id, String origin) {
        Priority priority = Priority.ofCode(draft.row.priority());
        Planner.Question question = question(draft.frame, channel, to.recipient());
        Decision decision = planner.decide(question);
        long now = draft.frame.now().toEpochMilli();
        Verdict.Close close = decision.verdict() instanceof Verdict.Close c ? c : null;
        DeliveryState state = close == null ? DeliveryState.PENDING : close.state();
        long due =
                decision.verdict() instanceof Verdict.Hold hold ? hold.until().toEpochMilli() : draft.row.dueAt();
        String said = Stream.of(origin, decision.verdict() == Verdict.ALLOW ? "" : decision.asText())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        History history = decision.verdict() instanceof Verdict.Hold hold
                ? History.NONE.waits(now, said, hold.until().toEpochMilli())
                : History.NONE.ends(said);
        FieldSeal seal = setup.seams().seal();
        Rows.Delivery row = new Rows.Delivery(
                id,
                draft.row.id(),
                draft.row.tenant(),
                seal.seal(id, "delivery.recipient", to.recipient().key()),
                to.lookup(),
                channel.value(),
                state,
                due,
                close == null ? null : now,
                0,
                0,
                null,
                draft.frame.forced(),
                false,
                said.isEmpty() ? null : seal.seal(id, "delivery.why", history.write()));
        draft.deliveries.add(row);
        if (close != null) {
            draft.counters.add(counter(draft, channel, state));
            String action = "delivery." + state.name().toLowerCase(Locale.ROOT);
            draft.trail.add(trail(draft, Actor.NOTIFY.value(), action, id));
            return close.ofChannel();
        }
        long look = planner.firstLook(question, Instant.ofEpochMilli(due)).toEpochMilli();
        addWork(draft, row, channel, priority, to.own(), look);
        // what a fan-out makes after its time has its full patience all the same
        Planner.timer(to.route(), channel, priority, Tenant.of(row.tenant()), id, Math.max(due, now))
                .ifPresent(draft.work::add);
        return false;
    }

    /** What is decided of a delivery as it is made. */
    Planner.Question question(Frame frame, ChannelName channel, Recipient recipient) {
        Long expiry = frame.row().expiresAt();
        return new Planner.Question(
                frame.type(),
                Priority.ofCode(frame.row().priority()),
                channel,
                people.unasked(recipient),
                new Planner.Times(
                        frame.now(),
                        Instant.ofEpochMilli(frame.row().dueAt()),
                        expiry == null ? null : Instant.ofEpochMilli(expiry),
                        frame.ifQuiet(),
                        false),
                frame.forced(),
                false);
    }

    /** When somebody nothing is known of would first be looked at on any channel. */
    long firstLook(Frame frame) {
        Instant due = Instant.ofEpochMilli(frame.row().dueAt());
        Recipient anybody = Recipient.id("anybody");
        return frame.route().first().stream()
                .map(channel -> planner.firstLook(question(frame, channel, anybody), due))
                .min(Instant::compareTo)
                .orElse(due)
                .toEpochMilli();
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
        boolean dueNow = Math.max(availableAt, row.dueAt()) <= draft.frame.now().toEpochMilli();
        Optional<String> shared = draft.frame.shared();
        if (shared.isPresent() && dueNow && dispatcher.reserve(channel, priority, tenant)) {
            draft.work.add(
                    Rows.Work.bornLeased(row.id(), WorkKind.DELIVER, lane, dispatcher.owner(), draft.leaseUntil));
            QueuePart.Claim claim =
                    new QueuePart.Claim(row.id(), WorkKind.DELIVER, lane.number(), 1, 1, 0, false, row.dueAt());
            draft.born.add(new Settler.Work(
                    claim, new ReadPart.Loaded(row, draft.row, shared.get(), own), draft.frame.type()));
        } else {
            draft.work.add(Rows.Work.waiting(row.id(), WorkKind.DELIVER, lane, availableAt));
        }
    }

    Rows.Trail trail(Draft draft, String actor, String action, UUID about) {
        long now = draft.frame.now().toEpochMilli();
        return new Rows.Trail(surroundings.ids().next(now), draft.row.tenant(), now, actor, action, about, null);
    }

    private Rows.Counter counter(Draft draft, ChannelName channel, DeliveryState state) {
        return Rows.Counter.one(
                draft.frame.now().toEpochMilli(),
                setup.identity().node(),
                draft.row.tenant(),
                draft.row.type(),
                channel.value(),
                state);
    }
}
