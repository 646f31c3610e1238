package dev.notify.store;

import dev.notify.delivery.DeliveryState;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps, row by row. Times are epoch milliseconds UTC. Text named "sealed" has passed {@link dev.notify.security.FieldSeal#seal} and may
 * be encrypted; "lookup" has passed {@link dev.notify.security.FieldSeal#lookup} and can be compared for equality.
 */
public final class Rows {

    private Rows() {}

    /**
     * An accepted notification.
     *
     * @param keyText the sealed idempotency key
     * @param shape hash of what a replay must agree in (recipients and subject)
     * @param content hash of what a replay may differ in (data and words)
     * @param template hash of the words it is pinned to, a {@link Template} row; null for ad-hoc words
     * @param wallTime the local date-time a person planned, with {@code zone}; null where a moment was given
     * @param ifFailed the name of the handler for its dead letters
     */
    public record Notification(
            UUID id,
            String tenant,
            String type,
            int priority,
            @Nullable String keyText,
            @Nullable String subject,
            @Nullable String subjectLookup,
            @Nullable String correlation,
            long shape,
            long content,
            @Nullable String template,
            long createdAt,
            long dueAt,
            @Nullable String wallTime,
            @Nullable String zone,
            @Nullable Long expiresAt,
            @Nullable String ifFailed,
            String actor) {

        /** The same with other times. */
        public Notification dueAt(long due, @Nullable String wall, @Nullable String inZone, @Nullable Long expiry) {
            return new Notification(
                    id,
                    tenant,
                    type,
                    priority,
                    keyText,
                    subject,
                    subjectLookup,
                    correlation,
                    shape,
                    content,
                    template,
                    createdAt,
                    due,
                    wall,
                    inZone,
                    expiry,
                    ifFailed,
                    actor);
        }
    }

    /** The sealed payload of a notification; {@code recipient} is empty where all share it, else the recipient's lookup. */
    public record Content(UUID notificationId, String recipient, String text) {}

    /**
     * A delivery.
     *
     * @param recipient sealed
     * @param forced whether an operator asked to send it now, past schedule and hours
     * @param cancelAsked whether it was cancelled while in flight: it is not tried again
     * @param why sealed: the last decision or failure
     */
    public record Delivery(
            UUID id,
            UUID notificationId,
            String tenant,
            String recipient,
            String recipientLookup,
            String channel,
            DeliveryState state,
            long dueAt,
            @Nullable Long doneAt,
            int attempts,
            long lastFence,
            @Nullable String providerId,
            boolean forced,
            boolean cancelAsked,
            @Nullable String why) {

        /** The same, moved on. */
        public Delivery to(
                DeliveryState newState,
                long due,
                @Nullable Long done,
                int tries,
                long fence,
                @Nullable String id2,
                @Nullable String reason) {
            return new Delivery(
                    id,
                    notificationId,
                    tenant,
                    recipient,
                    recipientLookup,
                    channel,
                    newState,
                    due,
                    done,
                    tries,
                    fence,
                    id2,
                    forced,
                    cancelAsked,
                    reason);
        }
    }

    /** One try; its key is delivery and fence. {@code reason} is sealed. */
    public record Attempt(
            UUID deliveryId,
            long fence,
            int number,
            String node,
            long startedAt,
            long endedAt,
            String outcome,
            @Nullable String reason) {}

    /** A piece of waiting work. {@code owner} is null while nobody holds it; a row born leased has fence 1 and attempt 1. */
    public record Work(
            UUID ref,
            WorkKind kind,
            int lane,
            long availableAt,
            long fence,
            @Nullable String owner,
            int attempt,
            int crashes) {

        /** Waits for anybody. */
        public static Work waiting(UUID ref, WorkKind kind, Lane lane, long availableAt) {
            return new Work(ref, kind, lane.number(), availableAt, 0, null, 0, 0);
        }

        /** Is held by its creator from the start. */
        public static Work bornLeased(UUID ref, WorkKind kind, Lane lane, String owner, long leaseUntil) {
            return new Work(ref, kind, lane.number(), leaseUntil, 1, owner, 1, 0);
        }
    }

    /** The claim of a notification on a key: unique by tenant, type and key. */
    public record Dedup(String tenant, String type, String keyLookup, UUID notificationId, long expiresAt) {}

    /** One line of the audit record; {@code detail} is sealed. */
    public record Trail(
            UUID id,
            String tenant,
            long at,
            String actor,
            String action,
            UUID about,
            @Nullable String detail) {}

    /** So many more of a kind in that hour, given by the moment it begins. Rows of one key add up. */
    public record Counter(
            long hour, String node, String tenant, String type, String channel, String state, long count) {

        private static final long HOUR = 3_600_000;

        /** One delivery that ended in this state at that moment. */
        public static Counter one(
                long at, String node, String tenant, String type, String channel, DeliveryState state) {
            return new Counter(hourOf(at), node, tenant, type, channel, state.name(), 1);
        }

        /** The moment the hour of that moment begins. */
        public static long hourOf(long at) {
            return Math.floorDiv(at, HOUR) * HOUR;
        }
    }

    /** A named handler to be called about a delivery; {@code why} is sealed. */
    public record Call(
            UUID id,
            String tenant,
            String handler,
            UUID notificationId,
            UUID deliveryId,
            String why,
            long createdAt,
            @Nullable Long doneAt,
            @Nullable String lastError) {}

    /** Words that notifications are pinned to, by the hash of their text; stored on first use. */
    public record Template(String hash, String title, String body) {}

    /**
     * A small record about a person or thing, kept whole at its {@link CardPart.Place}.
     *
     * @param version 1 as it is made, and one more with every change
     * @param expiresAt after which it may be removed; reading does not heed it
     * @param body sealed
     */
    public record Card(
            UUID id,
            CardPart.Place place,
            long version,
            long changedAt,
            @Nullable Long expiresAt,
            String body) {}

    /**
     * Everything one accepted notification writes.
     *
     * @param templates words that were not pinned before
     * @param cards new cards, which nobody else can know the places of
     */
    public record Acceptance(
            Notification notification,
            List<Content> contents,
            List<Delivery> deliveries,
            List<Work> work,
            @Nullable Dedup dedup,
            List<Template> templates,
            List<Trail> trail,
            List<Counter> counters,
            List<CardPart.Put> cards) {

        /** Without cards. */
        public Acceptance(
                Notification notification,
                List<Content> contents,
                List<Delivery> deliveries,
                List<Work> work,
                @Nullable Dedup dedup,
                List<Template> templates,
                List<Trail> trail,
                List<Counter> counters) {
            this(notification, contents, deliveries, work, dedup, templates, trail, counters, List.of());
        }

        public Acceptance {
            cards = List.copyOf(cards);
            Objects.requireNonNull(notification, "notification");
            contents = List.copyOf(contents);
            deliveries = List.copyOf(deliveries);
            work = List.copyOf(work);
            templates = List.copyOf(templates);
            trail = List.copyOf(trail);
            counters = List.copyOf(counters);
        }
    }
}
