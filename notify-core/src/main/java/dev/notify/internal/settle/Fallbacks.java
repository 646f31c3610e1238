package dev.notify.internal.settle;

import dev.notify.delivery.Decision;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Verdict;
import dev.notify.internal.base.History;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.content.Content;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.policy.Route;
import dev.notify.request.NotificationType;
import dev.notify.security.FieldSeal;
import dev.notify.store.Lane;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.StandIn;
import dev.notify.store.SettlePart.Withdrawal;
import dev.notify.store.Store;
import dev.notify.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What follows where a delivery does not reach its recipient: the delivery that stands in for it, decided like any other. */
final class Fallbacks {

    private static final String STANDS_IN = "stands in for ";
    private static final String AFTER_FAILURE = ", which failed";

    private final Setup setup;
    private final Surroundings surroundings;
    private final Planner planner;
    private final People people;

    Fallbacks(Setup setup, Surroundings surroundings, Store store) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.planner = new Planner(setup);
        this.people = new People(setup, surroundings.time(), store);
    }

    /** What there is of a delivery that may need another way. */
    record From(ReadPart.Loaded loaded, NotificationType type) {

        Rows.Delivery delivery() {
            return loaded.delivery();
        }

        Rows.Notification notification() {
            return loaded.notification();
        }

        ChannelName channel() {
            return ChannelName.of(delivery().channel());
        }

        Priority priority() {
            return Priority.ofCode(notification().priority());
        }
    }

    /**
     * The deliveries that stand in for this one: the next channel's, and where that is closed for a reason of its own, the one after
     * that, too. None if no channel is left.
     */
    List<StandIn> standIns(From from, boolean failed, long now) {
        Optional<Recipient> recipient = recipientOf(from);
        if (recipient.isEmpty()) {
            return List.of();
        }
        Content content = contentOf(from);
        Route route = content.route().orElse(from.type().route());
        boolean afterFailure = failed || causeFailed(from);
        List<StandIn> all = new ArrayList<>();
        UUID cause = from.delivery().id();
        ChannelName before = from.channel();
        for (ChannelName channel : route.allAfter(before)) {
            Decision decision = planner.decide(question(from, content, recipient.get(), channel, now));
            UUID id = Planner.standIn(cause, channel);
            String origin = STANDS_IN + before + (afterFailure ? AFTER_FAILURE : "");
            all.add(standIn(new Draft(from, route, cause, id, before, channel, decision, origin, now)));
            if (!(decision.verdict() instanceof Verdict.Close close) || !close.ofChannel()) {
                break;
            }
            cause = id;
            before = channel;
        }
        return all;
    }

    /** All that one delivery that stands in is made of. */
    private record Draft(
            From from,
            Route route,
            UUID cause,
            UUID id,
            ChannelName before,
            ChannelName channel,
            Decision decision,
            String origin,
            long now) {

        DeliveryState state() {
            return decision.verdict() instanceof Verdict.Close close ? close.state() : DeliveryState.PENDING;
        }

        /** What is said of it, as it is stored. */
        String history(String said) {
            History history = decision.verdict() instanceof Verdict.Hold hold
                    ? History.NONE.waits(now, said, hold.until().toEpochMilli())
                    : History.NONE.ends(said);
            return history.write();
        }

        long due() {
            return decision.verdict() instanceof Verdict.Hold hold
                    ? hold.until().toEpochMilli()
                    : now;
        }
    }

    private StandIn standIn(Draft d) {
        Rows.Delivery first = d.from().delivery();
        FieldSeal seal = setup.seams().seal();
        String recipient = seal.open(first.id(), "delivery.recipient", first.recipient());
        String said = d.decision().asText();
        boolean closed = !d.state().isPending();
        Rows.Delivery row = new Rows.Delivery(
                d.id(),
                first.notificationId(),
                first.tenant(),
                seal.seal(d.id(), "delivery.recipient", recipient),
                first.recipientLookup(),
                d.channel().value(),
                d.state(),
                d.due(),
                closed ? d.now() : null,
                0,
                0,
                null,
                first.forced(),
                false,
                seal.seal(d.id(), "delivery.why", d.history(said.isEmpty() ? d.origin() : d.origin() + "; " + said)));
        List<Rows.Trail> trail = new ArrayList<>();
        trail.add(trail(d, "delivery.fell-back", d.cause(), "from " + d.before() + " to " + d.channel()));
        List<Rows.Counter> counters = List.of();
        if (closed) {
            trail.add(trail(d, "delivery." + d.state().name().toLowerCase(Locale.ROOT), d.id(), null));
            counters = List.of(counter(d.from(), d.channel(), d.state(), d.now()));
        }
        return new StandIn(first.id(), row, d.from().loaded().own(), closed ? List.of() : work(d), trail, counters);
    }

    private List<Rows.Work> work(Draft d) {
        Tenant tenant = Tenant.of(d.from().delivery().tenant());
        Priority priority = d.from().priority();
        List<Rows.Work> work = new ArrayList<>();
        work.add(Rows.Work.waiting(d.id(), WorkKind.DELIVER, Lane.of(d.channel(), priority, tenant), d.due()));
        Planner.timer(d.route(), d.channel(), priority, tenant, d.id(), d.due()).ifPresent(work::add);
        return work;
    }

    private Planner.Question question(From from, Content content, Recipient recipient, ChannelName channel, long now) {
        Long expiry = from.notification().expiresAt();
        return new Planner.Question(
                from.type(),
                from.priority(),
                channel,
                people.unasked(recipient),
                new Planner.Times(
                        Instant.ofEpochMilli(now),
                        Instant.ofEpochMilli(from.notification().dueAt()),
                        expiry == null ? null : Instant.ofEpochMilli(expiry),
                        content.ifQuiet(),
                        false),
                from.delivery().forced(),
                false);
    }

    /** Nobody, if it goes to a bare address, which has no other way. */
    private Optional<Recipient> recipientOf(From from) {
        Rows.Delivery d = from.delivery();
        String key = setup.seams().seal().open(d.id(), "delivery.recipient", d.recipient());
        if (key.startsWith(Recipient.ADDRESS_PREFIX)) {
            return Optional.empty();
        }
        return Optional.of(
                people.ownContact(from.loaded()).map(Recipient::contact).orElseGet(() -> Recipient.id(key)));
    }

    private Content contentOf(From from) {
        String shared = from.loaded().shared();
        return shared == null
                ? Content.empty()
                : Content.read(setup.seams().seal().open(from.notification().id(), "content", shared));
    }

    private Route routeOf(From from) {
        return contentOf(from).route().orElse(from.type().route());
    }

    /** The deliveries that are not needed any more once this one was sent: those that stand in for it though it went on being tried. */
    List<Withdrawal> withdrawn(From from, long now) {
        if (from.priority() != Priority.CRITICAL) {
            return List.of();
        }
        Route route = routeOf(from);
        List<Withdrawal> all = new ArrayList<>();
        UUID id = from.delivery().id();
        for (ChannelName channel :
                route.patience().isPresent() ? List.<ChannelName>of() : route.allAfter(from.channel())) {
            id = Planner.standIn(id, channel);
            String why = "not needed any more: sent by " + from.channel();
            all.add(new Withdrawal(
                    id,
                    now,
                    setup.seams().seal().seal(id, "delivery.why", why),
                    trail(from, now, "delivery.cancelled", id, why),
                    counter(from, channel, DeliveryState.CANCELLED, now)));
        }
        return all;
    }

    /**
     * Until when a delivery whose time has come is given more time; empty if it is not.
     *
     * <p>The time counts from its first try, or, where a sign is waited for, from when it was sent.
     */
    OptionalLong moreTime(From from, long now) {
        Route route = routeOf(from);
        Rows.Delivery d = from.delivery();
        Optional<Duration> after = Planner.fallsBackAfter(route, from.channel(), from.priority());
        Long done = d.doneAt();
        long base = done == null ? d.dueAt() : done;
        Duration wait = done == null
                ? after.orElse(Duration.ZERO)
                : route.patience().map(Route.Patience::within).orElse(Duration.ZERO);
        long until = base + wait.toMillis();
        return until > now ? OptionalLong.of(until) : OptionalLong.empty();
    }

    /** Whether a delivery whose time has come has not reached its recipient, and nothing has followed from that yet. */
    boolean missing(From from) {
        DeliveryState state = from.delivery().state();
        boolean gone = state == DeliveryState.SENT || state == DeliveryState.DELIVERED;
        return state.isPending() || (gone && routeOf(from).patience().isPresent());
    }

    /** Whether its recipient has given the sign that makes another way needless. */
    boolean signed(From from) {
        return people.signed(from.loaded(), routeOf(from)).isPresent();
    }

    /** Whether this delivery stands in for one that failed. */
    boolean causeFailed(From from) {
        return originOf(from).endsWith(AFTER_FAILURE);
    }

    /** For which channel this delivery stands in, in words; empty if for none. */
    String originOf(From from) {
        String why = reasonOf(from);
        int at = why.indexOf(STANDS_IN);
        int end = at < 0 ? -1 : why.indexOf(';', at);
        return at < 0 ? "" : end < 0 ? why.substring(at) : why.substring(at, end);
    }

    /** The last word on it. */
    String reasonOf(From from) {
        Rows.Delivery d = from.delivery();
        String stored = d.why();
        return stored == null
                ? ""
                : History.read(setup.seams().seal().open(d.id(), "delivery.why", stored))
                        .last();
    }

    private Rows.Trail trail(Draft d, String action, UUID about, @Nullable String detail) {
        return trail(d.from(), d.now(), action, about, detail);
    }

    private Rows.Trail trail(From from, long now, String action, UUID about, @Nullable String detail) {
        UUID id = surroundings.ids().next(now);
        return new Rows.Trail(
                id,
                from.delivery().tenant(),
                now,
                Actor.NOTIFY.value(),
                action,
                about,
                detail == null ? null : setup.seams().seal().seal(id, "trail.detail", detail));
    }

    private Rows.Counter counter(From from, ChannelName channel, DeliveryState state, long now) {
        Rows.Notification n = from.notification();
        return Rows.Counter.one(now, setup.identity().node(), n.tenant(), n.type(), channel.value(), state);
    }
}
