package dev.notify.internal.intake;

import dev.notify.explain.DeliveryPlan;
import dev.notify.explain.PlannedDelivery;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.content.Content;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.policy.Route;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.Scope;
import dev.notify.request.When;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import java.time.Instant;
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
    private final Outlook outlook;
    private final Receipts receipts;
    private final Directory directory;

    Rehearsal(
            Setup setup,
            Surroundings surroundings,
            Checker checker,
            Composer composer,
            Outlook outlook,
            Receipts receipts,
            Directory directory) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.checker = checker;
        this.composer = composer;
        this.outlook = outlook;
        this.receipts = receipts;
        this.directory = directory;
    }

    DeliveryPlan of(Notification n, Scope scope, ReadPart reads) {
        Instant now = surroundings.time().now();
        NotificationType type = checker.typeOf(n);
        When.At due = checker.check(n, type, now);
        String written = composer.contentOf(n, type, scope.tenant()).write();
        Content content = Content.read(written);
        Outlook.Act act = new Outlook.Act(n, type, content, composer.row(n, type, scope, now, due.moment(), written));
        checker.checkSize(setup.seams().seal().seal(act.row().id(), "content", written));
        Optional<UUID> first = first(act, reads);
        List<PlannedDelivery> planned = new ArrayList<>();
        Audience audience = Audience.of(n, scope.tenant(), directory);
        if (first.isEmpty()) {
            for (Recipient recipient : audience.some()) {
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
                planned,
                first.isPresent() ? List.of() : audience.notes());
    }

    /** The notification that holds its key. */
    private Optional<UUID> first(Outlook.Act act, ReadPart reads) {
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
    private void plan(
            List<PlannedDelivery> planned, Outlook.Act act, Recipient recipient, Route route, ChannelName first) {
        List<ChannelName> ways = new ArrayList<>(List.of(first));
        ways.addAll(route.allAfter(first));
        for (ChannelName channel : ways) {
            boolean there = planned.stream()
                    .anyMatch(p -> p.recipient().equals(Outlook.shown(recipient))
                            && p.channel().equals(channel));
            Outlook.Foreseen foreseen = outlook.of(act, recipient, channel);
            if (!there) {
                planned.add(foreseen.planned());
            }
            if (there || !foreseen.ofChannel()) {
                return;
            }
        }
    }
}
