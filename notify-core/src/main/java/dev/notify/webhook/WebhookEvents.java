package dev.notify.webhook;

import dev.notify.event.NotificationEvent;
import dev.notify.event.NotificationListener;
import dev.notify.internal.json.Json;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells an endpoint of events, by notifications of its own: stored, signed, tried again like any other.
 *
 * <p>The service needs the type {@link #TYPE} and a {@link WebhookChannel}. An event that is told twice is posted once. Events of these notifications themselves are
 * not told. A listener may miss events when a process dies: what must not be missed has a handler with a name.
 */
public final class WebhookEvents implements NotificationListener {

    /** What an event is sent as; the service must {@code define} it. */
    public static final NotificationType TYPE = NotificationType.named("notify.event")
            .anyTime()
            .sendBy(ChannelName.WEBHOOK)
            .showDetailsOn(ChannelName.WEBHOOK)
            .requires("kind", "event")
            .text("{{kind}}", "{{event}}");

    private final Address endpoint;
    private final BiConsumer<String, Notification> send;
    private final Set<Class<? extends NotificationEvent>> kinds;

    private WebhookEvents(
            Address endpoint, BiConsumer<String, Notification> send, Set<Class<? extends NotificationEvent>> kinds) {
        this.endpoint = endpoint;
        this.send = send;
        this.kinds = Set.copyOf(kinds);
    }

    /**
     * Tells this endpoint of every event.
     *
     * @param send sends a notification for a tenant: {@code (tenant, n) -> service.forTenant(tenant).send(n)}
     */
    public static WebhookEvents to(Address endpoint, BiConsumer<String, Notification> send) {
        if (!endpoint.channel().equals(ChannelName.WEBHOOK)) {
            throw new InvalidInputException("endpoint", "is no address of the channel webhook");
        }
        return new WebhookEvents(endpoint, Objects.requireNonNull(send, "send"), Set.of());
    }

    /** Tells of these kinds of events only. */
    @SafeVarargs
    public final WebhookEvents only(Class<? extends NotificationEvent>... kinds) {
        Set<Class<? extends NotificationEvent>> these = new HashSet<>();
        for (Class<? extends NotificationEvent> kind : kinds) {
            these.add(kind);
        }
        return new WebhookEvents(endpoint, send, these);
    }

    @Override
    public void on(NotificationEvent event) {
        boolean wanted = kinds.isEmpty() || kinds.contains(event.getClass());
        if (!wanted || event.about().type().equals(TYPE.name())) {
            return;
        }
        Told told = told(event);
        send.accept(
                event.about().tenant().value(),
                Notification.of(TYPE)
                        .toAddress(endpoint)
                        .key(told.kind + ":" + told.id + ":" + event.at().toEpochMilli())
                        .with("kind", told.kind)
                        .with("event", Json.write(told.data)));
    }

    /** What is told of an event: what kind it is, what tells it from others of its kind, and the rest. */
    private record Told(String kind, String id, Map<String, Object> data) {}

    private static Told told(NotificationEvent event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("at", event.at().toString());
        data.put("notification", event.about().notification().toString());
        data.put("type", event.about().type());
        data.put("tenant", event.about().tenant().value());
        event.about().correlationId().ifPresent(correlation -> data.put("correlation", correlation));
        String notification = event.about().notification().toString();
        if (event instanceof NotificationEvent.Accepted accepted) {
            data.put("deliveries", accepted.deliveries());
            return new Told("notification.accepted", notification, data);
        }
        if (event instanceof NotificationEvent.FannedOut fanned) {
            data.put("recipients", fanned.fanOut().recipients());
            data.put("deliveries", fanned.fanOut().deliveries());
            data.put("notes", fanned.fanOut().notes());
            return new Told("notification.fanned-out", notification, data);
        }
        if (event instanceof NotificationEvent.Changed changed) {
            data.put("what", changed.what());
            data.put("actor", changed.actor());
            data.put("deliveries", changed.deliveries());
            return new Told("notification.changed", notification + ":" + changed.what(), data);
        }
        if (event instanceof NotificationEvent.TooLate late) {
            data.put("first", late.first().toString());
            data.put("last", late.last().toString());
            data.put("zone", late.zone().getId());
            data.put("occurrences", late.occurrences());
            return new Told("occurrence.too-late", notification + ":" + late.last(), data);
        }
        return ofDelivery(event, data);
    }

    private static Told ofDelivery(NotificationEvent event, Map<String, Object> data) {
        if (event instanceof NotificationEvent.Held held) {
            data.put("until", held.until().toString());
            return of("delivery.held", held.delivery(), held.why(), data);
        }
        if (event instanceof NotificationEvent.Retrying retrying) {
            data.put("next", retrying.next().toString());
            return of("delivery.retrying", retrying.delivery(), retrying.why(), data);
        }
        NotificationEvent.Finished finished = (NotificationEvent.Finished) event;
        data.put("state", finished.state().name());
        return of("delivery.finished", finished.delivery(), finished.why(), data);
    }

    private static Told of(String kind, NotificationEvent.Of delivery, @Nullable String why, Map<String, Object> data) {
        data.put("delivery", delivery.id().toString());
        data.put("recipient", delivery.recipient());
        data.put("channel", delivery.channel().value());
        data.put("attempt", delivery.attempt());
        if (why != null) {
            data.put("why", why);
        }
        return new Told(kind, delivery.id().toString(), data);
    }
}
