package dev.notify.testing.laws.kit;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.base.UuidV7;
import dev.notify.model.Priority;
import dev.notify.store.Lane;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows for tests of a store: ids that ascend, a tenant and lanes of its own, sensible values for all that a test does not
 * care about.
 *
 * <p>Safe for several threads, but a {@link Draft} belongs to one.
 */
public final class SampleRows {

    /** The moment at which sample rows are accepted and due. */
    public static final long NOW = 1_795_000_000_000L;

    private final UuidV7 ids = UuidV7.from(new SecureRandom());
    private final String mark = Long.toHexString(new SecureRandom().nextLong() | Long.MIN_VALUE);
    private final int firstLane = new SecureRandom().nextInt(1, 2_000_000) * 1_000;

    private SampleRows() {}

    /** Rows of a tenant nobody else has. */
    public static SampleRows ofNewTenant() {
        return new SampleRows();
    }

    /** A new id, greater than those before. */
    public UUID id() {
        return ids.next(NOW);
    }

    /** The tenant of the rows. */
    public String tenant() {
        return "tenant-" + mark;
    }

    /** Another tenant nobody else has. */
    public String otherTenant() {
        return "other-" + mark;
    }

    /** A text nobody else uses. */
    public String own(String text) {
        return text + "-" + mark;
    }

    /** One of a thousand lanes nobody else uses. */
    public Lane lane(int number) {
        return new Lane(firstLane + number);
    }

    /** Begins a notification. */
    public Draft draft() {
        return new Draft();
    }

    /** A line of the trail. */
    public Rows.Trail trail(UUID id, UUID about) {
        return new Rows.Trail(id, tenant(), NOW, "laws", "tested", about, null);
    }

    /** A counter of this hour. */
    public Rows.Counter counter(String node, DeliveryState state, long count) {
        return new Rows.Counter(NOW / 3_600_000, node, tenant(), "sample", "email", state.name(), count);
    }

    /** A call about a delivery. */
    public Rows.Call call(UUID notification, UUID delivery) {
        return new Rows.Call(id(), tenant(), "handler", notification, delivery, "it failed", NOW, null, null);
    }

    /** A try at a delivery. */
    public Rows.Attempt attempt(UUID delivery, long fence) {
        return new Rows.Attempt(delivery, fence, (int) fence, "node", NOW, NOW + 5, "sent", null);
    }

    /** Everything one notification writes, row by row. Setters change this draft and return it. */
    public final class Draft {
        private final UUID id = SampleRows.this.id();
        private final List<Rows.Delivery> deliveries = new ArrayList<>();
        private final List<Rows.Work> work = new ArrayList<>();
        private final List<Rows.Content> contents = new ArrayList<>();
        private final List<Rows.Template> templates = new ArrayList<>();
        private final List<Rows.Trail> trail = new ArrayList<>();
        private final List<Rows.Counter> counters = new ArrayList<>();
        private String tenant = SampleRows.this.tenant();
        private String type = "sample";
        private @Nullable String key;
        private long keyUntil = NOW + 400L * 24 * 3_600_000;
        private @Nullable String subject;
        private @Nullable String correlation;
        private @Nullable Long expiresAt;
        private long createdAt = NOW;
        private long dueAt = NOW;

        private Draft() {}

        /** The id it will have. */
        public UUID id() {
            return id;
        }

        /** Belongs to this tenant; say so before {@link #to}. */
        public Draft tenant(String name) {
            tenant = name;
            return this;
        }

        /** Is of this type. */
        public Draft type(String name) {
            type = name;
            return this;
        }

        /** Has this key. */
        public Draft key(String text) {
            key = text;
            return this;
        }

        /** Has this key until then. */
        public Draft key(String text, long until) {
            keyUntil = until;
            return key(text);
        }

        /** Is about this. */
        public Draft about(String text) {
            subject = text;
            return this;
        }

        /** Has this correlation id. */
        public Draft correlation(String text) {
            correlation = text;
            return this;
        }

        /** Is of no use after that moment. */
        public Draft expiresAt(long moment) {
            expiresAt = moment;
            return this;
        }

        /** Was accepted then. */
        public Draft createdAt(long moment) {
            createdAt = moment;
            return this;
        }

        /** Is due then; say so before {@link #to}. */
        public Draft dueAt(long moment) {
            dueAt = moment;
            return this;
        }

        /** Has a delivery to this recipient by this channel, that waits in no queue. */
        public Draft to(String recipient, String channel) {
            deliveries.add(new Rows.Delivery(
                    SampleRows.this.id(),
                    id,
                    tenant,
                    recipient,
                    recipient,
                    channel,
                    DeliveryState.PENDING,
                    dueAt,
                    null,
                    0,
                    0,
                    null,
                    false,
                    false,
                    null));
            return this;
        }

        /** Has a delivery by e-mail that waits in this lane. */
        public Draft to(String recipient, Lane lane) {
            to(recipient, "email");
            return work(Rows.Work.waiting(last().id(), WorkKind.DELIVER, lane, dueAt));
        }

        /** Has a delivery by e-mail that is held from the start. */
        public Draft heldTo(String recipient, Lane lane, String owner, long leaseUntil) {
            to(recipient, "email");
            return work(Rows.Work.bornLeased(last().id(), WorkKind.DELIVER, lane, owner, leaseUntil));
        }

        /** Has this delivery. */
        public Draft delivery(Rows.Delivery row) {
            deliveries.add(row);
            return this;
        }

        /** Brings this work. */
        public Draft work(Rows.Work row) {
            work.add(row);
            return this;
        }

        /** Has this content, for one recipient or, if the recipient is empty, for all. */
        public Draft content(String recipient, String text) {
            contents.add(new Rows.Content(id, recipient, text));
            return this;
        }

        /** Brings this template. */
        public Draft template(Rows.Template row) {
            templates.add(row);
            return this;
        }

        /** Writes this to the trail. */
        public Draft trail(UUID trailId) {
            trail.add(new Rows.Trail(trailId, tenant, createdAt, "laws", "accepted", id, null));
            return this;
        }

        /** Adds this to a counter. */
        public Draft counter(Rows.Counter row) {
            counters.add(row);
            return this;
        }

        /** The delivery added last. */
        public Rows.Delivery last() {
            return deliveries.get(deliveries.size() - 1);
        }

        /** The notification's row. */
        public Rows.Notification row() {
            return new Rows.Notification(
                    id,
                    tenant,
                    type,
                    Priority.NORMAL.code(),
                    key,
                    subject,
                    subject,
                    correlation,
                    11,
                    -12,
                    templates.isEmpty() ? null : templates.get(0).hash(),
                    createdAt,
                    dueAt,
                    null,
                    null,
                    expiresAt,
                    null,
                    "laws");
        }

        /** All rows. */
        public Rows.Acceptance rows() {
            return with(row());
        }

        /** All rows, with this one for the notification. */
        public Rows.Acceptance with(Rows.Notification row) {
            Rows.Dedup dedup = key == null ? null : new Rows.Dedup(tenant, type, key, id, keyUntil);
            return new Rows.Acceptance(row, contents, deliveries, work, dedup, templates, trail, counters);
        }
    }
}
