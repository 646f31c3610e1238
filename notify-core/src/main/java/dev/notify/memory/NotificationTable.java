package dev.notify.memory;

import dev.notify.internal.base.UuidV7;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Notifications, their content and their deliveries, with the orders they are looked up in. */
final class NotificationTable {

    private record ContentKey(UUID notification, String recipient) {}

    private record Place(UUID notification, String recipient, String channel) {}

    private record Subject(String tenant, String lookup) {}

    private final Journal journal;
    private final Table<UUID, Rows.Notification> notifications;
    private final Table<ContentKey, String> contents;
    private final Table<UUID, Rows.Delivery> deliveries;
    private final Table<Place, UUID> places;
    private final Map<UUID, NavigableSet<UUID>> ofNotification = new HashMap<>();
    private final Map<String, NavigableSet<UUID>> ofTenant = new HashMap<>();
    private final Map<Subject, NavigableSet<UUID>> ofSubject = new HashMap<>();

    NotificationTable(Journal journal) {
        this.journal = journal;
        this.notifications = new Table<>("notification", journal);
        this.contents = new Table<>("content", journal);
        this.deliveries = new Table<>("delivery", journal);
        this.places = new Table<>("delivery to this recipient on this channel", journal);
    }

    void insert(Rows.Notification row) {
        notifications.insert(row.id(), row);
        String subject = row.subjectLookup();
        if (subject != null) {
            enter(ofSubject, new Subject(row.tenant(), subject), row.id());
        }
    }

    void insert(Rows.Content row) {
        contents.insertNew(new ContentKey(row.notificationId(), row.recipient()), row.text());
    }

    /** @throws StoreException if its id is taken, or the notification has one for that recipient and channel */
    void insert(Rows.Delivery row) {
        deliveries.insert(row.id(), row);
        places.insert(new Place(row.notificationId(), row.recipientLookup(), row.channel()), row.id());
        enter(ofNotification, row.notificationId(), row.id());
        enter(ofTenant, row.tenant(), row.id());
    }

    private <K> void enter(Map<K, NavigableSet<UUID>> index, K key, UUID id) {
        NavigableSet<UUID> ids = index.computeIfAbsent(key, k -> new TreeSet<>(UuidV7::compare));
        if (ids.add(id)) {
            journal.undoBy(() -> ids.remove(id));
        }
    }

    boolean has(UUID id) {
        return notifications.has(id);
    }

    Rows.@Nullable Notification notification(UUID id) {
        return notifications.get(id);
    }

    Rows.@Nullable Notification notification(String tenant, UUID id) {
        Rows.Notification row = notifications.get(id);
        return row != null && row.tenant().equals(tenant) ? row : null;
    }

    Rows.@Nullable Delivery delivery(UUID id) {
        return deliveries.get(id);
    }

    @Nullable
    String content(UUID notification, String recipient) {
        return contents.get(new ContentKey(notification, recipient));
    }

    void update(Rows.Notification row) {
        notifications.put(row.id(), row);
    }

    /** Changes a delivery that is there. */
    void update(UUID delivery, UnaryOperator<Rows.Delivery> change) {
        Rows.Delivery before = deliveries.get(delivery);
        if (before != null) {
            deliveries.put(delivery, change.apply(before));
        }
    }

    /** The deliveries of these notifications, if they are this tenant's, by id. */
    List<Rows.Delivery> deliveriesOf(String tenant, Collection<UUID> ids) {
        Set<UUID> once = new LinkedHashSet<>(ids);
        return once.stream()
                .flatMap(id -> ofNotification.getOrDefault(id, Collections.emptyNavigableSet()).stream())
                .sorted(UuidV7::compare)
                .map(deliveries::get)
                .flatMap(java.util.stream.Stream::ofNullable)
                .filter(d -> d.tenant().equals(tenant))
                .toList();
    }

    /** The tenant's deliveries older than this one, or all, newest first. */
    NavigableSet<UUID> newestFirst(String tenant, @Nullable UUID before) {
        NavigableSet<UUID> all =
                ofTenant.getOrDefault(tenant, Collections.emptyNavigableSet()).descendingSet();
        return before == null ? all : all.tailSet(before, false);
    }

    List<UUID> about(String tenant, String subjectLookup, int limit) {
        return ofSubject
                .getOrDefault(new Subject(tenant, subjectLookup), Collections.emptyNavigableSet())
                .descendingSet()
                .stream()
                .limit(limit)
                .toList();
    }
}
