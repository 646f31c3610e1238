package dev.notify.internal.inbox;

import dev.notify.inbox.Inbox;
import dev.notify.inbox.InboxChanges;
import dev.notify.inbox.InboxCounts;
import dev.notify.inbox.InboxItem;
import dev.notify.inbox.InboxPage;
import dev.notify.inbox.InboxQuery;
import dev.notify.inbox.InboxStatus;
import dev.notify.inbox.InboxWatch;
import dev.notify.internal.base.TimeSource;
import dev.notify.internal.desk.Desk;
import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotificationId;
import dev.notify.request.Scope;
import dev.notify.security.FieldSeal;
import dev.notify.sign.Signature;
import dev.notify.sign.Signer;
import dev.notify.store.InboxPart;
import dev.notify.store.InboxPart.Change;
import dev.notify.store.InboxPart.Find;
import dev.notify.store.InboxPart.Head;
import dev.notify.store.InboxPart.Item;
import dev.notify.store.InboxPart.Mark;
import dev.notify.store.InboxPart.Owner;
import dev.notify.store.InboxPart.Spot;
import dev.notify.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One person's inbox: those of all their ids as one, so that nothing moves when ids are merged. What was snoozed comes back when somebody
 * looks: whatever is asked of an inbox is asked after its head, and a head says when the next item is due.
 */
final class StoredInbox implements Inbox {

    private static final Duration FARTHEST = Duration.ofDays(5 * 366);
    private static final Set<InboxStatus> UNSEEN = EnumSet.of(InboxStatus.NEW);

    private final FieldSeal seal;
    private final TimeSource time;
    private final People people;
    private final Desk desk;
    private final Watchers watchers;
    private final Scope scope;
    private final Shown shown;

    StoredInbox(Setup setup, TimeSource time, People people, Desk desk, Watchers watchers, Scope scope) {
        this.seal = setup.seams().seal();
        this.time = time;
        this.people = people;
        this.desk = desk;
        this.watchers = watchers;
        this.scope = scope;
        this.shown = new Shown(seal);
    }

    private InboxPart part() {
        return desk.session(scope).inbox();
    }

    /** The inboxes of all ids this person goes by. */
    private List<Owner> owners() {
        try {
            return people.idsOf(scope.actor().value(), scope.tenant()).stream()
                    .map(id -> new Owner(scope.tenant().value(), seal.lookup("recipient", id)))
                    .distinct()
                    .toList();
        } catch (People.Unanswered e) {
            throw e.thrown() instanceof StoreException store ? store : e;
        }
    }

    /** How they stand now, with everything back that is due. */
    private List<Head> heads(List<Owner> owners) {
        long now = time.millis();
        List<Head> heads = part().heads(owners);
        List<Owner> due = heads.stream()
                .filter(head -> isDue(head.wakeAt(), now))
                .map(Head::owner)
                .toList();
        due.forEach(owner -> part().wake(owner, now));
        return due.isEmpty() ? heads : part().heads(owners);
    }

    private static boolean isDue(@Nullable Long wakeAt, long now) {
        return wakeAt != null && wakeAt <= now;
    }

    @Override
    public InboxCounts counts() {
        return counts(heads(owners()));
    }

    private static InboxCounts counts(List<Head> heads) {
        return heads.stream()
                .map(head -> new InboxCounts(head.unseen(), head.unread()))
                .reduce(InboxCounts.NONE, InboxCounts::plus);
    }

    @Override
    public InboxPage page(InboxQuery query) {
        List<Owner> owners = owners();
        Spot before = query.after().map(p -> Cursors.readPlace(p, owners)).orElse(null);
        List<Head> heads = heads(owners);
        List<Item> found = part().find(new Find(
                owners,
                query.statuses(),
                query.type().orElse(null),
                query.category().orElse(null),
                query.subject().map(s -> seal.lookup("subject", s)).orElse(null),
                before,
                query.limit() + 1));
        boolean more = found.size() > query.limit();
        List<Item> page = more ? found.subList(0, query.limit()) : found;
        Item last = page.isEmpty() ? null : page.get(page.size() - 1);
        return new InboxPage(
                shown(page),
                counts(heads),
                cursor(owners, heads),
                more && last != null ? Cursors.place(last.owner(), last.spot()) : null);
    }

    private List<InboxItem> shown(List<Item> items) {
        return shown.of(items, desk.session(scope).cards());
    }

    @Override
    public Optional<InboxItem> item(DeliveryId id) {
        List<Owner> owners = owners();
        heads(owners);
        return row(id, owners).flatMap(item -> shown(List.of(item)).stream().findFirst());
    }

    private Optional<Item> row(DeliveryId id, List<Owner> owners) {
        return owners.stream()
                .flatMap(owner -> part().items(owner, List.of(id.value())).stream())
                .findFirst();
    }

    @Override
    public int markSeen(Collection<DeliveryId> items) {
        if (items.size() > InboxQuery.MAX_LIMIT) {
            throw new InvalidInputException(
                    "items", "are more than " + InboxQuery.MAX_LIMIT + ": say a page at a time");
        }
        List<UUID> ids = items.stream().map(DeliveryId::value).toList();
        List<Owner> owners = owners();
        int seen = owners.stream().mapToInt(owner -> seen(owner, ids)).sum();
        watchers.touch(owners);
        return seen;
    }

    private int seen(Owner owner, List<UUID> ids) {
        return part().change(new Change(owner, ids, Mark.SEEN, time.millis())).size();
    }

    @Override
    public int markAllSeen() {
        List<Owner> owners = owners();
        heads(owners);
        int all = 0;
        for (Owner owner : owners) {
            Spot before = null;
            List<Item> some;
            do {
                some = part().find(new Find(List.of(owner), UNSEEN, null, null, null, before, InboxQuery.MAX_LIMIT));
                all += seen(owner, some.stream().map(Item::id).toList());
                before = some.isEmpty() ? null : some.get(some.size() - 1).spot();
            } while (some.size() == InboxQuery.MAX_LIMIT);
        }
        watchers.touch(owners);
        return all;
    }

    @Override
    public Optional<InboxItem> read(DeliveryId id) {
        List<Owner> owners = owners();
        Optional<Item> item = row(id, owners);
        item.ifPresent(found -> desk.signs(scope).read(notificationOf(found), signer()));
        watchers.touch(owners);
        return item.flatMap(found -> item(id));
    }

    private static NotificationId notificationOf(Item item) {
        return new NotificationId(item.notificationId());
    }

    private Signer signer() {
        return Signer.of(scope.actor().value()).on(ChannelName.IN_APP);
    }

    @Override
    public Optional<Signature> acknowledge(DeliveryId id) {
        return acknowledge(id, signer());
    }

    @Override
    public Optional<Signature> acknowledge(DeliveryId id, String note) {
        return acknowledge(id, signer().note(note));
    }

    private Optional<Signature> acknowledge(DeliveryId id, Signer signer) {
        List<Owner> owners = owners();
        Optional<Signature> taken =
                row(id, owners).flatMap(item -> desk.signs(scope).acknowledge(notificationOf(item), signer));
        watchers.touch(owners);
        return taken;
    }

    @Override
    public boolean dismiss(DeliveryId id) {
        return mark(id, Mark.DISMISSED, null, Set.of(InboxStatus.DISMISSED));
    }

    @Override
    public boolean archive(DeliveryId id) {
        return mark(id, Mark.ARCHIVED, null, Set.of(InboxStatus.ARCHIVED));
    }

    @Override
    public boolean restore(DeliveryId id) {
        return mark(id, Mark.RESTORED, null, EnumSet.copyOf(InboxStatus.OPEN));
    }

    @Override
    public boolean snooze(DeliveryId id, Instant until) {
        Instant now = time.now();
        if (!until.isAfter(now)) {
            throw new InvalidInputException("until", "is not in the future");
        }
        if (until.isAfter(now.plus(FARTHEST))) {
            throw new InvalidInputException("until", "is more than five years away: archive it instead");
        }
        return mark(id, Mark.SNOOZED, until.toEpochMilli(), Set.of(InboxStatus.SNOOZED));
    }

    /** Marks an item; whether it stands like that then. */
    private boolean mark(DeliveryId id, Mark mark, @Nullable Long until, Set<InboxStatus> then) {
        List<Owner> owners = owners();
        Optional<Item> item = row(id, owners);
        item.ifPresent(
                found -> part().change(new Change(found.owner(), List.of(found.id()), mark, time.millis(), until)));
        watchers.touch(owners);
        return item.flatMap(found -> row(id, List.of(found.owner())))
                .filter(found -> then.contains(found.status()))
                .isPresent();
    }

    @Override
    public InboxWatch watch(Consumer<InboxCounts> changed) {
        return watchers.watch(owners(), Objects.requireNonNull(changed, "changed"));
    }

    @Override
    public String cursor() {
        List<Owner> owners = owners();
        return cursor(owners, heads(owners));
    }

    private static String cursor(List<Owner> owners, List<Head> heads) {
        Map<Owner, Long> numbers = new LinkedHashMap<>();
        owners.forEach(owner -> numbers.put(owner, 0L));
        heads.forEach(head -> numbers.put(head.owner(), head.seq()));
        return Cursors.write(numbers);
    }

    @Override
    public InboxChanges changesSince(String cursor) {
        List<Owner> owners = owners();
        Map<Owner, Long> numbers = Cursors.read(cursor, owners);
        heads(owners);
        List<Item> changed = new ArrayList<>();
        boolean more = false;
        for (Owner owner : owners) {
            int room = InboxQuery.MAX_LIMIT - changed.size();
            List<Item> some = part().changed(owner, numbers.getOrDefault(owner, 0L), room + 1);
            more |= some.size() > room;
            for (Item item : some.subList(0, Math.min(room, some.size()))) {
                changed.add(item);
                numbers.put(owner, item.seq());
            }
        }
        return new InboxChanges(shown(changed), Cursors.write(numbers), more);
    }
}
