package dev.notify.internal.view;

import dev.notify.delivery.Attempt;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.FanOut;
import dev.notify.delivery.NotificationStatus;
import dev.notify.delivery.Page;
import dev.notify.delivery.Statistics;
import dev.notify.internal.base.History;
import dev.notify.internal.content.Content;
import dev.notify.internal.plan.Planner;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.security.FieldSeal;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns rows into what callers see: unsealed, addresses masked. */
final class Shapes {

    private final FieldSeal seal;

    Shapes(FieldSeal seal) {
        this.seal = seal;
    }

    NotificationStatus status(
            Rows.Notification row,
            List<Rows.Delivery> deliveries,
            Map<UUID, List<Rows.Attempt>> attempts,
            Optional<FanOut> fanOut) {
        return new NotificationStatus(
                new NotificationId(row.id()),
                row.type(),
                Priority.ofCode(row.priority()),
                Instant.ofEpochMilli(row.createdAt()),
                open(row.id(), "notification.key", row.keyText()),
                open(row.id(), "notification.subject", row.subject()),
                row.correlation(),
                deliveries.stream()
                        .map(d -> delivery(row.type(), d, attempts.getOrDefault(d.id(), List.of())))
                        .toList(),
                standIns(deliveries),
                fanOut);
    }

    /** An id tells for which delivery it was made. */
    private static List<NotificationStatus.StandIn> standIns(List<Rows.Delivery> deliveries) {
        Map<UUID, UUID> possible = new HashMap<>();
        Set<ChannelName> channels =
                deliveries.stream().map(d -> ChannelName.of(d.channel())).collect(Collectors.toSet());
        for (Rows.Delivery d : channels.size() < 2 ? List.<Rows.Delivery>of() : deliveries) {
            channels.forEach(c -> possible.put(Planner.standIn(d.id(), c), d.id()));
        }
        List<NotificationStatus.StandIn> found = new ArrayList<>();
        for (Rows.Delivery d : deliveries) {
            UUID of = possible.get(d.id());
            if (of != null) {
                found.add(new NotificationStatus.StandIn(new DeliveryId(of), new DeliveryId(d.id())));
            }
        }
        return found;
    }

    Page page(List<ReadPart.Found> found, int limit) {
        List<Delivery> deliveries = found.stream()
                .map(f -> delivery(f.notification().type(), f.delivery(), List.of()))
                .toList();
        DeliveryId last =
                deliveries.size() < limit ? null : deliveries.get(limit - 1).id();
        return new Page(deliveries, last);
    }

    Statistics statistics(Instant since, LongFunction<List<Rows.Counter>> counters) {
        long from = Rows.Counter.hourOf(since.toEpochMilli());
        return new Statistics(
                Instant.ofEpochMilli(from),
                counters.apply(from).stream()
                        .map(c -> new Statistics.Line(
                                Instant.ofEpochMilli(c.hour()),
                                c.node(),
                                c.type(),
                                ChannelName.of(c.channel()),
                                DeliveryState.valueOf(c.state()),
                                c.count()))
                        .toList());
    }

    Delivery delivery(String type, Rows.Delivery d, List<Rows.Attempt> attempts) {
        Long done = d.doneAt();
        return new Delivery(
                new DeliveryId(d.id()),
                new NotificationId(d.notificationId()),
                type,
                Content.shown(seal.open(d.id(), "delivery.recipient", d.recipient())),
                ChannelName.of(d.channel()),
                d.state(),
                Instant.ofEpochMilli(d.dueAt()),
                done == null ? null : Instant.ofEpochMilli(done),
                d.attempts(),
                d.providerId(),
                d.why() == null ? null : history(d).last(),
                attempts.stream().map(this::attempt).toList());
    }

    History history(Rows.Delivery d) {
        return History.read(open(d.id(), "delivery.why", d.why()));
    }

    Attempt attempt(Rows.Attempt a) {
        return new Attempt(
                new DeliveryId(a.deliveryId()),
                a.number(),
                a.node(),
                Instant.ofEpochMilli(a.startedAt()),
                Instant.ofEpochMilli(a.endedAt()),
                a.outcome(),
                open(a.deliveryId(), "attempt.reason", a.reason()));
    }

    private @Nullable String open(UUID row, String field, @Nullable String sealed) {
        return sealed == null ? null : seal.open(row, field, sealed);
    }
}
