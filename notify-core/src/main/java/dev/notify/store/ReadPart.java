package dev.notify.store;

import dev.notify.delivery.DeliveryState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be looked up. Everything a caller asks is bound to a tenant in the query itself. */
public interface ReadPart {

    /** What workers need for these deliveries, in one query for all; those that are gone are absent. */
    List<Loaded> load(Collection<UUID> deliveryIds);

    /** The calls of these ids. */
    List<Rows.Call> calls(Collection<UUID> callIds);

    /** Words by their hash. */
    Optional<Rows.Template> template(String hash);

    /** The notifications of these ids, by id; those that are unknown are absent. */
    List<Rows.Notification> notifications(String tenant, Collection<UUID> ids);

    /** A notification. */
    default Optional<Rows.Notification> notification(String tenant, UUID id) {
        return notifications(tenant, List.of(id)).stream().findFirst();
    }

    /** The notification sent under a key. */
    Optional<UUID> byKey(String tenant, String type, String keyLookup);

    /** The notifications about a subject, newest first, at most {@code limit}. */
    List<UUID> bySubject(String tenant, String subjectLookup, int limit);

    /** The deliveries of these notifications, by id. */
    List<Rows.Delivery> deliveriesOf(String tenant, Collection<UUID> notificationIds);

    /** The deliveries of one notification to these recipients, by id; what is not there is absent. */
    List<Rows.Delivery> deliveriesTo(String tenant, UUID notification, Collection<String> recipientLookups);

    /** The tries at these deliveries, by fence; a delivery without any is absent. */
    Map<UUID, List<Rows.Attempt>> attempts(Collection<UUID> deliveryIds);

    /** Deliveries with their notifications, newest first. */
    List<Found> find(Find find);

    /** How many deliveries {@link #find} would go through without limit and offset. */
    long count(Find find);

    /** The counters of hours from then on, added up by hour, node, type, channel and state. */
    List<Rows.Counter> counters(String tenant, long fromHour);

    /** A delivery with all a worker needs. */
    record Loaded(
            Rows.Delivery delivery,
            Rows.Notification notification,
            @Nullable String shared,
            @Nullable String own) {}

    /** A delivery found. */
    record Found(Rows.Delivery delivery, Rows.Notification notification) {}

    /** What to find; null and empty mean any. {@code before} is the id after which, newest first, the page begins. */
    record Find(
            String tenant,
            @Nullable String recipientLookup,
            @Nullable String type,
            @Nullable String subjectLookup,
            @Nullable String correlation,
            @Nullable String channel,
            Set<DeliveryState> states,
            @Nullable Long from,
            @Nullable Long to,
            @Nullable UUID before,
            int offset,
            int limit) {
        public Find {
            states = Set.copyOf(states);
        }
    }
}
