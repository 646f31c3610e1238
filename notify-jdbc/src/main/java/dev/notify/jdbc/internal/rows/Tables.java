package dev.notify.jdbc.internal.rows;

import static dev.notify.jdbc.internal.dialect.Column.bool;
import static dev.notify.jdbc.internal.dialect.Column.integer;
import static dev.notify.jdbc.internal.dialect.Column.number;
import static dev.notify.jdbc.internal.dialect.Column.text;
import static dev.notify.jdbc.internal.dialect.Column.uuid;

import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Column;
import dev.notify.store.InboxPart;
import dev.notify.store.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables whose rows are written in bulk. */
public final class Tables {

    public static final Bulk<Rows.Notification> NOTIFICATION = new Bulk<>(
            "notify_notification",
            1,
            List.of(
                    uuid("id", Rows.Notification::id),
                    text("tenant", Rows.Notification::tenant),
                    text("type", Rows.Notification::type),
                    integer("priority", Rows.Notification::priority),
                    text("key_text", Rows.Notification::keyText),
                    text("subject", Rows.Notification::subject),
                    text("subject_lookup", Rows.Notification::subjectLookup),
                    text("correlation", Rows.Notification::correlation),
                    number("shape_hash", Rows.Notification::shape),
                    number("content_hash", Rows.Notification::content),
                    text("template", Rows.Notification::template),
                    number("created_at", Rows.Notification::createdAt),
                    number("due_at", Rows.Notification::dueAt),
                    text("wall_time", Rows.Notification::wallTime),
                    text("zone", Rows.Notification::zone),
                    number("expires_at", Rows.Notification::expiresAt),
                    text("if_failed", Rows.Notification::ifFailed),
                    text("actor", Rows.Notification::actor)));

    /** A notification as it comes in: with the content that all its deliveries share. */
    public static final Bulk<Incoming<Rows.Notification>> NEW_NOTIFICATION = incoming(NOTIFICATION);

    public static final Bulk<Rows.Delivery> DELIVERY = new Bulk<>(
            "notify_delivery",
            1,
            List.of(
                    uuid("id", Rows.Delivery::id),
                    uuid("notification_id", Rows.Delivery::notificationId),
                    text("tenant", Rows.Delivery::tenant),
                    text("recipient", Rows.Delivery::recipient),
                    text("recipient_lookup", Rows.Delivery::recipientLookup),
                    text("channel", Rows.Delivery::channel),
                    text("state", d -> d.state().name()),
                    number("due_at", Rows.Delivery::dueAt),
                    number("done_at", Rows.Delivery::doneAt),
                    integer("attempts", Rows.Delivery::attempts),
                    number("last_fence", Rows.Delivery::lastFence),
                    text("provider_id", Rows.Delivery::providerId),
                    bool("forced", Rows.Delivery::forced),
                    bool("cancel_asked", Rows.Delivery::cancelAsked),
                    text("why", Rows.Delivery::why)));

    /** A delivery as it comes in: with the content that is its recipient's own. */
    public static final Bulk<Incoming<Rows.Delivery>> NEW_DELIVERY = incoming(DELIVERY);

    public static final Bulk<Rows.Work> QUEUE = new Bulk<>(
            "notify_queue",
            1,
            List.of(
                    uuid("ref_id", Rows.Work::ref),
                    integer("kind", w -> w.kind().code()),
                    integer("lane", Rows.Work::lane),
                    number("available_at", Rows.Work::availableAt),
                    number("fence", Rows.Work::fence),
                    text("owner", Rows.Work::owner),
                    integer("attempt", Rows.Work::attempt),
                    integer("crashes", Rows.Work::crashes)));

    public static final Bulk<Rows.Attempt> ATTEMPT = new Bulk<>(
            "notify_attempt",
            2,
            List.of(
                    uuid("delivery_id", Rows.Attempt::deliveryId),
                    number("fence", Rows.Attempt::fence),
                    integer("attempt_no", Rows.Attempt::number),
                    text("node", Rows.Attempt::node),
                    number("started_at", Rows.Attempt::startedAt),
                    number("ended_at", Rows.Attempt::endedAt),
                    text("outcome", Rows.Attempt::outcome),
                    text("reason", Rows.Attempt::reason)));

    public static final Bulk<Rows.Dedup> DEDUP = new Bulk<>(
            "notify_dedup",
            3,
            List.of(
                    text("tenant", Rows.Dedup::tenant),
                    text("type", Rows.Dedup::type),
                    text("dkey", Rows.Dedup::keyLookup),
                    uuid("notification_id", Rows.Dedup::notificationId),
                    number("expires_at", Rows.Dedup::expiresAt)));

    public static final Bulk<Rows.Call> CALL = new Bulk<>(
            "notify_call",
            1,
            List.of(
                    uuid("id", Rows.Call::id),
                    text("tenant", Rows.Call::tenant),
                    text("handler", Rows.Call::handler),
                    uuid("notification_id", Rows.Call::notificationId),
                    uuid("delivery_id", Rows.Call::deliveryId),
                    text("why", Rows.Call::why),
                    number("created_at", Rows.Call::createdAt),
                    number("done_at", Rows.Call::doneAt),
                    text("last_error", Rows.Call::lastError)));

    public static final Bulk<Rows.Template> TEMPLATE = new Bulk<>(
            "notify_template",
            1,
            List.of(
                    text("hash", Rows.Template::hash),
                    text("title", Rows.Template::title),
                    text("body", Rows.Template::body)));

    public static final Bulk<Rows.Card> CARD = new Bulk<>(
            "notify_card",
            4,
            List.of(
                    text("tenant", c -> c.place().tenant()),
                    text("kind", c -> c.place().kind()),
                    text("owner", c -> c.place().owner()),
                    text("name", c -> c.place().name()),
                    uuid("id", Rows.Card::id),
                    number("version", Rows.Card::version),
                    number("changed_at", Rows.Card::changedAt),
                    number("expires_at", Rows.Card::expiresAt),
                    text("body", Rows.Card::body)));

    /** Without the columns that the sealer sets later. */
    public static final Bulk<Rows.Trail> TRAIL = new Bulk<>(
            "notify_trail",
            1,
            List.of(
                    uuid("id", Rows.Trail::id),
                    text("tenant", Rows.Trail::tenant),
                    number("at_time", Rows.Trail::at),
                    text("actor", Rows.Trail::actor),
                    text("action", Rows.Trail::action),
                    uuid("about", Rows.Trail::about),
                    text("detail", Rows.Trail::detail)));

    public static final Bulk<InboxPart.Item> INBOX = new Bulk<>(
            "notify_inbox",
            1,
            List.of(
                    uuid("id", InboxPart.Item::id),
                    text("tenant", i -> i.owner().tenant()),
                    text("recipient", i -> i.owner().recipient()),
                    uuid("notification_id", InboxPart.Item::notificationId),
                    text("type", InboxPart.Item::type),
                    text("category", InboxPart.Item::category),
                    integer("priority", InboxPart.Item::priority),
                    text("subject", InboxPart.Item::subject),
                    text("subject_lookup", InboxPart.Item::subjectLookup),
                    text("body", InboxPart.Item::text),
                    text("status", i -> i.status().name()),
                    number("at_time", InboxPart.Item::at),
                    number("seq", InboxPart.Item::seq),
                    number("seen_at", InboxPart.Item::seenAt),
                    number("read_at", InboxPart.Item::readAt),
                    number("snoozed_until", InboxPart.Item::snoozedUntil)));

    /** What changes of an item. */
    public static final Bulk<InboxPart.Item> INBOX_STANDING = new Bulk<>(
            "notify_inbox",
            1,
            List.of(
                    uuid("id", InboxPart.Item::id),
                    text("status", i -> i.status().name()),
                    number("at_time", InboxPart.Item::at),
                    number("seq", InboxPart.Item::seq),
                    number("seen_at", InboxPart.Item::seenAt),
                    number("read_at", InboxPart.Item::readAt),
                    number("snoozed_until", InboxPart.Item::snoozedUntil)));

    public static final Bulk<InboxPart.Head> INBOX_HEAD = new Bulk<>(
            "notify_inbox_head",
            2,
            List.of(
                    text("tenant", h -> h.owner().tenant()),
                    text("recipient", h -> h.owner().recipient()),
                    number("seq", InboxPart.Head::seq),
                    number("unseen", InboxPart.Head::unseen),
                    number("unread", InboxPart.Head::unread),
                    number("wake_at", InboxPart.Head::wakeAt)));

    /** A row with its content, which nothing but the load of a worker reads back. */
    public record Incoming<R>(R row, @Nullable String body) {}

    private Tables() {}

    private static <R> Bulk<Incoming<R>> incoming(Bulk<R> bulk) {
        List<Column<Incoming<R>>> columns = new ArrayList<>();
        bulk.columns()
                .forEach(c -> columns.add(
                        new Column<>(c.name(), c.type(), in -> c.getter().of(in.row()))));
        columns.add(text("body", Incoming::body));
        return new Bulk<>(bulk.table(), bulk.keys(), columns);
    }
}
