package dev.notify.internal.view;

import dev.notify.delivery.Attempt;
import dev.notify.explain.ExplainedDelivery;
import dev.notify.explain.Explanation;
import dev.notify.internal.pauses.Halts;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.operation.Pause;
import dev.notify.request.NotificationType;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains what is stored. Where somebody lives is asked of the host, and not knowing it is no reason to say nothing. */
final class Explainer {

    private final Setup setup;
    private final People people;
    private final Shapes shapes;
    private final Halts halts;

    Explainer(Setup setup, People people, Shapes shapes, Halts halts) {
        this.halts = halts;
        this.setup = setup;
        this.people = people;
        this.shapes = shapes;
    }

    Explanation explain(Rows.Notification row, List<Rows.Delivery> deliveries, ReadPart reads, Instant now) {
        List<UUID> ids = deliveries.stream().map(Rows.Delivery::id).toList();
        Map<UUID, List<Rows.Attempt>> attempts = reads.attempts(ids);
        Map<UUID, ReadPart.Loaded> loaded = reads.load(ids).stream()
                .collect(Collectors.toMap(l -> l.delivery().id(), Function.identity()));
        List<ExplainedDelivery> told = deliveries.stream()
                .map(d -> {
                    String recipient = setup.seams().seal().open(d.id(), "delivery.recipient", d.recipient());
                    List<Attempt> tries = attempts.getOrDefault(d.id(), List.of()).stream()
                            .map(shapes::attempt)
                            .toList();
                    ZoneId zone = zoneOf(recipient, Tenant.of(d.tenant()), loaded.get(d.id()));
                    return new Telling(row, d, shapes.history(d), tries, zone, now, paused(row, d)).told(recipient);
                })
                .toList();
        return new Explanation(
                new NotificationId(row.id()),
                row.type(),
                Priority.ofCode(row.priority()),
                Instant.ofEpochMilli(row.createdAt()),
                row.actor(),
                told);
    }

    /** What keeps it from being sent, in words. */
    private Optional<String> paused(Rows.Notification row, Rows.Delivery d) {
        NotificationType type = setup.types().get(row.type());
        return halts.over(ChannelName.of(d.channel()))
                .or(() -> type == null ? Optional.empty() : halts.overCategory(type.category()))
                .map(Pause::words);
    }

    private ZoneId zoneOf(String recipient, Tenant tenant, ReadPart.@Nullable Loaded loaded) {
        Optional<Contact> own = loaded == null ? Optional.empty() : people.ownContact(loaded);
        try {
            boolean nobody = own.isPresent() || recipient.startsWith(Recipient.ADDRESS_PREFIX);
            return Planner.zoneOf(nobody ? own : people.contactOf(recipient, tenant), setup);
        } catch (People.Unanswered e) {
            return setup.identity().zone();
        }
    }
}
