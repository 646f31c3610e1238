package dev.notify.testing.laws;

import static dev.notify.testing.laws.SampleRows.NOW;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.AcceptPart;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What every law of a store works with: an open store, rows of its own, the usual moves, and the checks. */
final class Stage {

    static final String OWNER = "node-1";
    static final long LEASE = NOW + 12_000;

    private static final int TRIES = 50;

    final Store store;
    final SampleRows rows = SampleRows.ofNewTenant();
    final Lane lane = rows.lane(0);

    Stage(Store store) {
        this.store = store;
    }

    // --- moves ---

    /** One delivery that waits in the first lane. */
    Rows.Delivery waiting(long availableAt) {
        SampleRows.Draft draft = rows.draft().dueAt(availableAt).to("ann", lane);
        accept(draft);
        return draft.last();
    }

    List<AcceptPart.Answer> accept(SampleRows.Draft... drafts) {
        return store.accepts()
                .accept(java.util.Arrays.stream(drafts)
                        .map(SampleRows.Draft::rows)
                        .toList());
    }

    /** So many deliveries that wait in the first lane, due at the same moment. */
    List<UUID> crowd(int count) {
        List<SampleRows.Draft> drafts = java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> rows.draft().to("person-" + i, lane))
                .toList();
        store.accepts().accept(drafts.stream().map(SampleRows.Draft::rows).toList());
        return drafts.stream().map(d -> d.last().id()).toList();
    }

    List<QueuePart.Claim> claim(long now, int limit) {
        return claim(lane, now, 0, limit);
    }

    List<QueuePart.Claim> claim(Lane from, long now, long floor, int limit) {
        return store.queue().claim(new QueuePart.Request(from.number(), now, floor, limit, OWNER, now + 12_000));
    }

    /** The one row of the first lane that is due then. */
    QueuePart.Claim claimOne(long now) {
        List<QueuePart.Claim> claims = claim(now, 10);
        equal("rows due in the lane", 1, claims.size());
        return claims.get(0);
    }

    Set<UUID> settle(SettlePart.Settlement... group) {
        return store.settles().settle(List.of(group));
    }

    /** The delivery was handed over. */
    SettlePart.Settlement sent(UUID delivery, long fence) {
        return sent(delivery, fence, List.of(), List.of());
    }

    SettlePart.Settlement sent(UUID delivery, long fence, List<Rows.Trail> trail, List<Rows.Counter> counters) {
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
    SettlePart.Settlement back(UUID delivery, long fence, SettlePart.Move move) {
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

    Rows.Delivery delivery(UUID id) {
        List<ReadPart.Loaded> loaded = store.reads().load(List.of(id));
        equal("deliveries loaded by one id", 1, loaded.size());
        return loaded.get(0).delivery();
    }

    List<Rows.Attempt> attemptsAt(UUID delivery) {
        return store.reads().attempts(List.of(delivery)).getOrDefault(delivery, List.of());
    }

    long counted() {
        return store.reads().counters(rows.tenant(), 0).stream()
                .mapToLong(Rows.Counter::count)
                .sum();
    }

    @Nullable
    Long head() {
        return store.queue().heads(java.util.Map.of(lane.number(), 0L)).get(lane.number());
    }

    /** Whether a line of the trail with this id is there: ids are unique, so writing it again is refused. */
    boolean trailHas(UUID trailId) {
        try {
            accept(rows.draft().trail(trailId));
            return false;
        } catch (StoreException e) {
            return true;
        }
    }

    /** Others may be in the way: then, and only then, again. */
    static <T> T again(Supplier<T> action) {
        for (int i = 1; ; i++) {
            try {
                return action.get();
            } catch (StoreBusyException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    // --- checks ---

    static void equal(String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": expected " + brief(expected) + ", was " + brief(actual));
        }
    }

    static void sameSet(String what, Collection<?> expected, Collection<?> actual) {
        equal(what + " (how many)", expected.size(), actual.size());
        equal(what, Set.copyOf(expected), Set.copyOf(actual));
    }

    static void isTrue(String what, boolean condition) {
        equal(what, true, condition);
    }

    static <E extends Throwable> E refuses(String what, Class<E> with, Law.ThrowingRunnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            if (with.isInstance(e)) {
                return with.cast(e);
            }
            throw new AssertionError(what + ": expected " + with.getSimpleName() + ", was " + e, e);
        }
        throw new AssertionError(what + ": expected " + with.getSimpleName() + ", but nothing was thrown");
    }

    private static String brief(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= 600 ? text : text.substring(0, 600) + "... (" + text.length() + " characters)";
    }
}
