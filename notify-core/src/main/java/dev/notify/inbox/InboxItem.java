package dev.notify.inbox;

import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.sign.Signature;
import dev.notify.template.Words;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One item of an inbox, as it stood when it was asked for. {@code toString} shows ids only.
 *
 * @param id the delivery that brought it
 * @param words what it says, with all details; empty once its content has been removed
 * @param data what the notification was sent with, a link into the host's app for instance
 * @param subject what it is about; null for nothing
 * @param at when it came, or came back
 * @param readAt when it was first opened; null if it was not, or has come back since
 * @param snoozedUntil when it comes back; null unless it is {@link InboxStatus#SNOOZED}
 * @param taken who has taken the notification on, whoever of those it went to that is; null for nobody
 */
public record InboxItem(
        DeliveryId id,
        NotificationId notification,
        String type,
        String category,
        Priority priority,
        Words words,
        Map<String, Object> data,
        @Nullable String subject,
        InboxStatus status,
        Instant at,
        @Nullable Instant readAt,
        @Nullable Instant snoozedUntil,
        @Nullable Signature taken) {

    public InboxItem {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(notification, "notification");
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(status, "status");
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data)); // values may be null
    }

    /** What it is about. */
    public Optional<String> about() {
        return Optional.ofNullable(subject);
    }

    /** Who has taken it on. */
    public Optional<Signature> takenBy() {
        return Optional.ofNullable(taken);
    }

    @Override
    public String toString() {
        return "InboxItem[" + id + " " + type + ", " + status + "]";
    }
}
