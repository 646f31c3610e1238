package dev.notify.internal.intake;

import dev.notify.delivery.Change;
import dev.notify.delivery.DeliveryState;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.base.History;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.content.Content;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Tenant;
import dev.notify.request.Scope;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.store.ChangePart;
import dev.notify.store.Rows;
import dev.notify.store.StoreSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cancels, moves and forces what waits; each act leaves a line in the trail with who, what and why for each notification.
 *
 * <p>A share of what is named is one transaction, and costs the same few statements whatever its size.
 */
final class Changes {

    private static final String WHY = "delivery.why";
    private static final int MOST = 10_000;
    private static final int SHARE = 1_000;

    private final Setup setup;
    private final Surroundings surroundings;
    private final FanOutChanges fanOuts;

    Changes(Setup setup, Surroundings surroundings) {
        this.fanOuts = new FanOutChanges(setup, surroundings);
        this.setup = setup;
        this.surroundings = surroundings;
    }

    /** Where waiting deliveries are moved to; forced ones go past schedule and hours. */
    record Target(When when, Instant due, boolean forced) {}

    /** What a change did, what it moved or closed, which holders it asked to stop, and what to tell once it is committed. */
    record Result(Change change, List<UUID> changed, List<UUID> asked, List<NotificationEvent> events) {}

    /** What a share holds at this moment. */
    private record Found(Map<UUID, Rows.Notification> notifications, Map<UUID, Rows.Delivery> deliveries) {}

    /** The notifications that are named, newest first, in shares of a transaction each. */
    List<List<UUID>> named(StoreSession session, Which which, Scope scope) {
        String tenant = scope.tenant().value();
        List<UUID> ids;
        if (which instanceof Which.ById byId) {
            ids = List.of(byId.id().value());
        } else if (which instanceof Which.ByKey byKey) {
            ids = session.reads()
                    .byKey(tenant, byKey.type(), setup.seams().seal().lookup("key", byKey.key()))
                    .map(List::of)
                    .orElse(List.of());
        } else {
            ids = session.reads()
                    .bySubject(tenant, setup.seams().seal().lookup("subject", ((Which.About) which).subject()), MOST);
        }
        List<List<UUID>> shares = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += SHARE) {
            shares.add(ids.subList(from, Math.min(from + SHARE, ids.size())));
        }
        return shares;
    }

    Result cancel(StoreSession session, List<UUID> share, String why, Scope scope) {
        Set<UUID> unmade = fanOuts.change(session, share, scope, card -> card.cancelled());
        Found found = find(session, share, scope);
        long now = surroundings.time().millis();
        String said = "cancelled by " + scope.actor() + ": " + why;
        Map<UUID, ChangePart.Each> each = new HashMap<>();
        for (Rows.Delivery d : found.deliveries().values()) {
            Rows.Notification n = found.notifications().get(d.notificationId());
            if (n != null) {
                Rows.Counter counter = Rows.Counter.one(
                        now, setup.identity().node(), n.tenant(), n.type(), d.channel(), DeliveryState.CANCELLED);
                each.put(d.id(), new ChangePart.Each(sealed(d, history(d).ends(said)), counter));
            }
        }
        ChangePart.Changed changed = session.changes()
                .cancel(new ChangePart.Cancel(
                        scope.tenant().value(),
                        List.copyOf(found.notifications().keySet()),
                        now,
                        each,
                        trail("notification.cancelled", found, why, scope, now)));
        List<NotificationEvent> events = new ArrayList<>(changedEvents("cancel", found, changed, scope));
        for (UUID id : changed.changed()) {
            Rows.Delivery d = found.deliveries().get(id);
            Rows.Notification n = d == null ? null : found.notifications().get(d.notificationId());
            if (d != null && n != null) {
                events.add(new NotificationEvent.Finished(
                        Instant.ofEpochMilli(now), about(n), of(d), DeliveryState.CANCELLED, said));
            }
        }
        return result(found, changed, changed.held(), events, unmade);
    }

    Result move(StoreSession session, List<UUID> share, Target to, String why, Scope scope) {
        long now = surroundings.time().millis();
        When.AtWall wall = to.when() instanceof When.AtWall at ? at : null;
        long due = Math.max(now, to.due().toEpochMilli());
        Set<UUID> unmade = fanOuts.change(
                session,
                share,
                scope,
                card -> card.moved(new FanOutCard.Times(
                        due,
                        wall == null ? null : wall.time().toString(),
                        wall == null ? null : wall.zone().getId(),
                        expiryOf(card.times(), due, to),
                        to.forced())));
        Found found = find(session, share, scope);
        String action = to.forced() ? "notification.forced" : "notification.rescheduled";
        String said = to.forced() ? why : "to " + (wall == null ? to.due() : shown(wall)) + ": " + why;
        String told =
                (to.forced() ? "sent at once by " : "moved by ") + scope.actor() + (to.forced() ? ": " : " ") + said;
        Map<UUID, String> whys = found.deliveries().values().stream()
                .filter(d -> d.state().isPending())
                .collect(Collectors.toMap(
                        Rows.Delivery::id, d -> sealed(d, history(d).waits(now, told, due))));
        ChangePart.Changed changed = session.changes()
                .move(new ChangePart.Move(
                        scope.tenant().value(),
                        List.copyOf(found.notifications().keySet()),
                        now,
                        due,
                        wall == null ? null : wall.time().toString(),
                        wall == null ? null : wall.zone().getId(),
                        !to.forced(),
                        to.forced(),
                        whys,
                        trail(action, found, said, scope, now),
                        unmade));
        String what = to.forced() ? "send-now" : "reschedule";
        return result(found, changed, List.of(), changedEvents(what, found, changed, scope), unmade);
    }

    private static @Nullable Long expiryOf(FanOutCard.Times times, long due, Target to) {
        Long old = times.expiresAt();
        return old == null || to.forced() ? old : Long.valueOf(old + due - times.dueAt());
    }

    private History history(Rows.Delivery d) {
        String why = d.why();
        return why == null ? History.NONE : History.read(setup.seams().seal().open(d.id(), WHY, why));
    }

    private String sealed(Rows.Delivery d, History history) {
        return setup.seams().seal().seal(d.id(), WHY, history.write());
    }

    private static String shown(When.AtWall wall) {
        return wall.time() + "[" + wall.zone().getId() + "]";
    }

    private static Found find(StoreSession session, List<UUID> share, Scope scope) {
        String tenant = scope.tenant().value();
        return new Found(
                session.reads().notifications(tenant, share).stream()
                        .collect(Collectors.toMap(Rows.Notification::id, Function.identity())),
                session.reads().deliveriesOf(tenant, share).stream()
                        .collect(Collectors.toMap(Rows.Delivery::id, Function.identity())));
    }

    private List<Rows.Trail> trail(String action, Found about, String detail, Scope scope, long now) {
        return about.notifications().keySet().stream()
                .map(id -> {
                    UUID row = surroundings.ids().next(now);
                    return new Rows.Trail(
                            row,
                            scope.tenant().value(),
                            now,
                            scope.actor().value(),
                            action,
                            id,
                            setup.seams().seal().seal(row, "trail.detail", detail));
                })
                .toList();
    }

    private List<NotificationEvent> changedEvents(String what, Found found, ChangePart.Changed changed, Scope scope) {
        Map<UUID, Integer> counts = new HashMap<>();
        for (UUID id : changed.changed()) {
            Rows.Delivery d = found.deliveries().get(id);
            if (d != null) {
                counts.merge(d.notificationId(), 1, Integer::sum);
            }
        }
        return found.notifications().values().stream()
                .map(n -> (NotificationEvent) new NotificationEvent.Changed(
                        surroundings.time().now(),
                        about(n),
                        what,
                        scope.actor().value(),
                        counts.getOrDefault(n.id(), 0)))
                .toList();
    }

    private static NotificationEvent.About about(Rows.Notification n) {
        return new NotificationEvent.About(
                new NotificationId(n.id()), Tenant.of(n.tenant()), n.type(), n.correlation());
    }

    private NotificationEvent.Of of(Rows.Delivery d) {
        String recipient = setup.seams().seal().open(d.id(), "delivery.recipient", d.recipient());
        return new NotificationEvent.Of(
                new DeliveryId(d.id()), Content.shown(recipient), ChannelName.of(d.channel()), d.attempts());
    }

    private static Result result(
            Found found,
            ChangePart.Changed changed,
            List<UUID> asked,
            List<NotificationEvent> events,
            Set<UUID> unmade) {
        List<NotificationId> ids = found.notifications().keySet().stream()
                .map(NotificationId::new)
                .sorted()
                .toList();
        Change change =
                new Change(ids, changed.changed().size(), changed.held().size(), changed.finished(), unmade.size());
        return new Result(change, changed.changed(), asked, events);
    }
}
