package dev.notify.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What waits, and who holds it. A row is held while its {@code availableAt}, then the end of the lease, lies ahead.
 */
public interface QueuePart {

    /**
     * The earliest {@code availableAt} in each of these lanes at or after its floor; a lane without such a row is absent.
     *
     * @param floors from lane number to floor; 0 sees everything
     */
    Map<Integer, Long> heads(Map<Integer, Long> floors);

    /**
     * Takes work that is due. Each row taken gets fence + 1, attempt + 1, crashes + 1 if it still had an owner, the new owner, and
     * {@code leaseUntil} as its {@code availableAt}.
     *
     * <p>Earliest first, by {@code availableAt} and then reference; never a row whose {@code availableAt} lies after {@code now} or
     * before {@code floor}. Two claims at once share the rows: no row goes to both, and neither waits for the other while enough
     * rows are left.
     */
    List<Claim> claim(Request request);

    /** Takes exactly these if they are due and not held; as {@link #claim} otherwise. */
    List<Claim> claimThese(Collection<UUID> refs, long now, String owner, long leaseUntil);

    /**
     * Extends leases, in one statement.
     *
     * @return the references still held: fence and owner are unchanged, though the lease may have run out meanwhile
     */
    Set<UUID> renew(Collection<Held> held, String owner, long leaseUntil);

    /**
     * Gives work back unattempted: owner cleared, attempt - 1, crashes - 1 where the claim had counted one, available at that
     * moment. Rows that are no longer held under that fence (it has moved on, or the owner is gone) are left alone, so giving a row
     * back twice is giving it back once.
     *
     * @return the references given back
     */
    Set<UUID> release(Collection<Release> releases);

    /** What to claim: at most {@code limit} rows of one lane. */
    record Request(int lane, long now, long floor, int limit, String owner, long leaseUntil) {}

    /** Work taken. {@code dueAt} is what {@code availableAt} was; {@code crashes} counts this claim's if it counted one. */
    record Claim(
            UUID ref, WorkKind kind, int lane, long fence, int attempt, int crashes, boolean tookOver, long dueAt) {}

    /** A held row: reference and fence. */
    record Held(UUID ref, long fence) {}

    /** A row to give back; {@code tookOver} as in its claim. */
    record Release(UUID ref, long fence, long availableAt, boolean tookOver) {}
}
