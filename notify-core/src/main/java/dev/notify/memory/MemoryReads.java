package dev.notify.memory;

import dev.notify.internal.base.UuidV7;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be looked up. Answers keep the order of the question or of the rows: a simulation must repeat itself exactly. */
final class MemoryReads implements ReadPart {

    private final Door door;
    private final Content content;
    private final NotificationTable table;

    MemoryReads(Door door, Content content) {
        this.door = door;
        this.content = content;
        this.table = content.notifications();
    }

    @Override
    public List<Loaded> load(Collection<UUID> deliveryIds) {
        Set<UUID> asked = new LinkedHashSet<>(deliveryIds);
        return door.in(() -> {
            List<Loaded> found = new ArrayList<>();
            for (UUID id : asked) {
                Rows.Delivery delivery = table.delivery(id);
                Rows.Notification notification =
                        delivery == null ? null : table.notification(delivery.notificationId());
                if (delivery != null && notification != null) {
                    found.add(new Loaded(
                            delivery,
                            notification,
                            table.content(notification.id(), ""),
                            table.content(notification.id(), delivery.recipientLookup())));
                }
            }
            return List.copyOf(found);
        });
    }

    @Override
    public List<Rows.Call> calls(Collection<UUID> callIds) {
        Set<UUID> asked = new LinkedHashSet<>(callIds);
        return door.in(() -> asked.stream()
                .flatMap(id -> Stream.ofNullable(content.calls().get(id)))
                .toList());
    }

    @Override
    public Optional<Rows.Template> template(String hash) {
        return door.in(() -> Optional.ofNullable(content.templates().get(hash)));
    }

    @Override
    public List<Rows.Notification> notifications(String tenant, Collection<UUID> ids) {
        Set<UUID> asked = new TreeSet<>(UuidV7::compare);
        asked.addAll(ids);
        return door.in(() -> asked.stream()
                .flatMap(id -> Stream.ofNullable(table.notification(tenant, id)))
                .toList());
    }

    @Override
    public Optional<UUID> byKey(String tenant, String type, String keyLookup) {
        return door.in(() -> Optional.ofNullable(content.keys().get(new Content.Key(tenant, type, keyLookup)))
                .map(Rows.Dedup::notificationId));
    }

    @Override
    public List<UUID> bySubject(String tenant, String subjectLookup, int limit) {
        return door.in(() -> table.about(tenant, subjectLookup, limit));
    }

    @Override
    public List<Rows.Delivery> deliveriesOf(String tenant, Collection<UUID> notificationIds) {
        List<UUID> asked = List.copyOf(notificationIds);
        return door.in(() -> table.deliveriesOf(tenant, asked));
    }

    @Override
    public List<Rows.Delivery> deliveriesTo(String tenant, UUID notification, Collection<String> recipientLookups) {
        Set<String> asked = Set.copyOf(recipientLookups);
        return door.in(() -> content.notifications().deliveriesOf(tenant, List.of(notification)).stream()
                .filter(d -> asked.contains(d.recipientLookup()))
                .toList());
    }

    @Override
    public Map<UUID, List<Rows.Attempt>> attempts(Collection<UUID> deliveryIds) {
        Set<UUID> asked = new LinkedHashSet<>(deliveryIds);
        return door.in(() -> {
            Map<UUID, List<Rows.Attempt>> found = new LinkedHashMap<>();
            for (UUID id : asked) {
                List<Rows.Attempt> tries = content.ledger().attemptsAt(id);
                if (!tries.isEmpty()) {
                    found.put(id, tries);
                }
            }
            return found;
        });
    }

    @Override
    public List<Found> find(Find find) {
        return door.in(
                () -> matching(find).skip(find.offset()).limit(find.limit()).toList());
    }

    @Override
    public long count(Find find) {
        return door.in(() -> matching(find).count());
    }

    private Stream<Found> matching(Find find) {
        return table.newestFirst(find.tenant(), find.before()).stream()
                .flatMap(id -> Stream.ofNullable(table.delivery(id)))
                .flatMap(d -> Stream.ofNullable(table.notification(find.tenant(), d.notificationId()))
                        .map(n -> new Found(d, n)))
                .filter(f -> matches(find, f.delivery()) && matches(find, f.notification()));
    }

    private static boolean matches(Find find, Rows.Delivery d) {
        return same(find.recipientLookup(), d.recipientLookup())
                && same(find.channel(), d.channel())
                && (find.states().isEmpty() || find.states().contains(d.state()));
    }

    private static boolean matches(Find find, Rows.Notification n) {
        Long from = find.from();
        Long to = find.to();
        return same(find.type(), n.type())
                && same(find.subjectLookup(), n.subjectLookup())
                && same(find.correlation(), n.correlation())
                && (from == null || n.createdAt() >= from)
                && (to == null || n.createdAt() < to);
    }

    private static boolean same(@Nullable String asked, @Nullable String there) {
        return asked == null || asked.equals(there);
    }

    @Override
    public List<Rows.Counter> counters(String tenant, long fromHour) {
        return door.in(() -> List.copyOf(content.ledger().counters(tenant, fromHour)));
    }
}
