package dev.notify.internal.intake;

import dev.notify.delivery.Change;
import dev.notify.delivery.DeliveryState;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Names;
import dev.notify.model.NotificationId;
import dev.notify.model.Tenant;
import dev.notify.request.Scope;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.store.ChangePart;
import dev.notify.store.Rows;
import dev.notify.store.StoreSession;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Cancels, moves and forces what waits; each act leaves a line in the trail with who and why. */
final class Changes {

    private static final int MOST = 10_000;

    private final Setup setup;
    private final Surroundings surroundings;

    Changes(Setup setup, Surroundings surroundings) {
        this.setup = setup;
        this.surroundings = surroundings;
    }

    /** What a change did, the deliveries it changed, and what to tell once it is committed. */
    record Result(Change change, List<UUID> changed, List<NotificationEvent> events) {}

    Result cancel(StoreSession session, Which which, String why, Scope scope) {
        Names.checkText("why", why, 300);
        Map<UUID, Rows.Notification> found = find(session, which, scope);
        if (found.isEmpty()) {
            return nothing();
        }
        long now = surroundings.time().millis();
        String tenant = scope.tenant().value();
        String said = "cancelled by " + scope.actor() + ": " + why;
        Map<UUID, ChangePart.Each> each = new HashMap<>();
        for (Rows.Delivery d : session.reads().deliveriesOf(tenant, found.keySet())) {
            Rows.Notification n = found.get(d.notificationId());
            if (n != null) {
                Rows.Counter counter = Rows.Counter.one(
                        now, setup.identity().node(), tenant, n.type(), d.channel(), DeliveryState.CANCELLED);
                each.put(d.id(), new ChangePart.Each(setup.seams().seal().seal(d.id(), "delivery.why", said), counter));
            }
        }
        ChangePart.Changed changed = session.changes()
                .cancel(new ChangePart.Cancel(
                        tenant,
                        List.copyOf(found.keySet()),
                        now,
                        each,
                        trail("notification.cancelled", found, why, scope, now)));
        return result("cancel", found, changed, scope);
    }

    Result move(StoreSession session, Which which, When when, Instant due, boolean forced, String why, Scope scope) {
        Names.checkText("why", why, 300);
        Map<UUID, Rows.Notification> found = find(session, which, scope);
        if (found.isEmpty()) {
            return nothing();
        }
        long now = surroundings.time().millis();
        When.AtWall wall = when instanceof When.AtWall at ? at : null;
        String verb = forced ? "notification.forced" : "notification.rescheduled";
        ChangePart.Changed changed = new ChangePart.Changed(List.of(), List.of(), 0);
        for (Map.Entry<UUID, Rows.Notification> one : found.entrySet()) {
            Rows.Notification n = one.getValue();
            Long expiry = n.expiresAt() == null || forced
                    ? null
                    : Long.valueOf(due.toEpochMilli() + n.expiresAt() - n.dueAt());
            changed = plus(
                    changed,
                    session.changes()
                            .move(new ChangePart.Move(
                                    scope.tenant().value(),
                                    List.of(one.getKey()),
                                    now,
                                    Math.max(now, due.toEpochMilli()),
                                    wall == null ? null : wall.time().toString(),
                                    wall == null ? null : wall.zone().getId(),
                                    expiry,
                                    forced,
                                    trail(verb, Map.of(one.getKey(), n), why, scope, now))));
        }
        return result(forced ? "send-now" : "reschedule", found, changed, scope);
    }

    private static ChangePart.Changed plus(ChangePart.Changed a, ChangePart.Changed b) {
        return new ChangePart.Changed(
                java.util.stream.Stream.concat(a.changed().stream(), b.changed().stream())
                        .toList(),
                java.util.stream.Stream.concat(a.held().stream(), b.held().stream())
                        .toList(),
                a.finished() + b.finished());
    }

    private Map<UUID, Rows.Notification> find(StoreSession session, Which which, Scope scope) {
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
        Map<UUID, Rows.Notification> found = new HashMap<>();
        for (UUID id : ids) {
            Optional<Rows.Notification> n = session.reads().notification(tenant, id);
            n.ifPresent(row -> found.put(id, row));
        }
        return found;
    }

    private List<Rows.Trail> trail(
            String action, Map<UUID, Rows.Notification> about, String why, Scope scope, long now) {
        return about.keySet().stream()
                .map(id -> {
                    UUID row = surroundings.ids().next(now);
                    return new Rows.Trail(
                            row,
                            scope.tenant().value(),
                            now,
                            scope.actor().value(),
                            action,
                            id,
                            setup.seams().seal().seal(row, "trail.detail", why));
                })
                .toList();
    }

    private Result result(String what, Map<UUID, Rows.Notification> found, ChangePart.Changed changed, Scope scope) {
        List<NotificationId> ids =
                found.keySet().stream().map(NotificationId::new).sorted().toList();
        Change change = new Change(ids, changed.changed().size(), changed.held().size(), changed.finished());
        List<NotificationEvent> events = found.values().stream()
                .map(n -> (NotificationEvent) new NotificationEvent.Changed(
                        surroundings.time().now(),
                        new NotificationEvent.About(
                                new NotificationId(n.id()), Tenant.of(n.tenant()), n.type(), n.correlation()),
                        what,
                        scope.actor().value(),
                        changed.changed().size()))
                .toList();
        return new Result(change, changed.changed(), events);
    }

    private static Result nothing() {
        return new Result(new Change(List.of(), 0, 0, 0), List.of(), List.of());
    }
}
