package dev.notify.testing.laws.kit;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.AcceptPart;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every law of a store works with: an open store, rows of its own, the usual moves and questions. */
public final class Stage {

    /** Who claims. */
    public static final String OWNER = "node-1";

    /** When a lease taken at {@link SampleRows#NOW} is over. */
    public static final long LEASE = NOW + 12_000;

    private final Store store;
    private final SampleRows rows = SampleRows.ofNewTenant();
    private final Lane lane = rows.lane(0);

    /** Sets the stage on an open store. */
    public Stage(Store store) {
        this.store = store;
    }

    /** The store. */
    public Store store() {
        return store;
    }

    /** Rows of a tenant nobody else has. */
    public SampleRows rows() {
        return rows;
    }

    /** The first lane of these rows. */
    public Lane lane() {
        return lane;
    }

    // --- moves ---

    /** One delivery that waits in the first lane. */
    public Rows.Delivery waiting(long availableAt) {
        SampleRows.Draft draft = rows.draft().dueAt(availableAt).to("ann", lane);
        accept(draft);
        return draft.last();
    }

    /** Hands these in as one group. */
    public List<AcceptPart.Answer> accept(SampleRows.Draft... drafts) {
        return store.accepts()
                .accept(java.util.Arrays.stream(drafts)
                        .map(SampleRows.Draft::rows)
                        .toList());
    }

    /** So many deliveries that wait in the first lane, due at the same moment. */
    public List<UUID> crowd(int count) {
        List<SampleRows.Draft> drafts = java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> rows.draft().to("person-" + i, lane))
                .toList();
        store.accepts().accept(drafts.stream().map(SampleRows.Draft::rows).toList());
        return drafts.stream().map(d -> d.last().id()).toList();
    }

    /** Takes what is due in the first lane, for twelve seconds. */
    public List<QueuePart.Claim> claim(long now, int limit) {
        return claim(lane, now, 0, limit);
    }

    /** Takes what is due in a lane at or after the floor, for twelve seconds. */
    public List<QueuePart.Claim> claim(Lane from, long now, long floor, int limit) {
        return store.queue().claim(new QueuePart.Request(from.number(), now, floor, limit, OWNER, now + 12_000));
    }

    /** The one row of the first lane that is due then. */
    public QueuePart.Claim claimOne(long now) {
        List<QueuePart.Claim> claims = claim(now, 10);
        equal("rows due in the lane", 1, claims.size());
        return claims.get(0);
    }

    /** Settles a group. */
    public Set<UUID> settle(SettlePart.Settlement... group) {
        return store.settles().settle(List.of(group));
    }

    /** The delivery was handed over. */
    public SettlePart.Settlement sent(UUID delivery, long fence) {
        return sent(delivery, fence, List.of(), List.of());
    }

    /** The delivery was handed over, which is to be written to trail and counters. */
    public SettlePart.Settlement sent(UUID delivery, long fence, List<Rows.Trail> trail, List<Rows.Counter> counters) {
        return new SettlePart.Settlement(
                delivery,
                fence,
                SettlePart.Move.REMOVE,
                new SettlePart.DeliveryChange(DeliveryState.SENT, NOW, NOW + 5, (int) fence, "provider-1", null),
                rows.attempt(delivery, fence),
                null,
                SettlePart.Next.NOTHING,
                trail,
                counters);
    }

    /** The delivery goes back to the queue. */
    public SettlePart.Settlement back(UUID delivery, long fence, SettlePart.Move move) {
        return new SettlePart.Settlement(
                delivery,
                fence,
                move,
                new SettlePart.DeliveryChange(DeliveryState.PENDING, move.availableAt(), null, 1, null, "try later"),
                rows.attempt(delivery, fence),
                null,
                SettlePart.Next.NOTHING,
                List.of(),
                List.of());
    }

    // --- questions ---

    /** The delivery as it stands. */
    public Rows.Delivery delivery(UUID id) {
        List<ReadPart.Loaded> loaded = store.reads().load(List.of(id));
        equal("deliveries loaded by one id", 1, loaded.size());
        return loaded.get(0).delivery();
    }

    /** The tries at it. */
    public List<Rows.Attempt> attemptsAt(UUID delivery) {
        return store.reads().attempts(List.of(delivery)).getOrDefault(delivery, List.of());
    }

    /** The sum of all counters. */
    public long counted() {
        return store.reads().counters(rows.tenant(), 0).stream()
                .mapToLong(Rows.Counter::count)
                .sum();
    }

    /** When the earliest row of the first lane is due. */
    @Nullable
    public Long head() {
        return store.queue().heads(java.util.Map.of(lane.number(), 0L)).get(lane.number());
    }

    /** Whether a line of the trail with this id is there: ids are unique, so writing it again is refused. */
    public boolean trailHas(UUID trailId) {
        try {
            accept(rows.draft().trail(trailId));
            return false;
        } catch (StoreException e) {
            return true;
        }
    }
}
