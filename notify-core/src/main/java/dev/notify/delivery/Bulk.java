package dev.notify.delivery;

import dev.notify.model.NotificationId;
import java.util.List;
import java.util.Objects;

/**
 * What came of many that were sent at once.
 *
 * @param stored how many are stored now and were not before
 * @param replayed how many were sent before, under the same key
 * @param deliveries how many deliveries those have that are stored now, but for those a fan-out makes later
 * @param conflicts those whose key was used before for other recipients or another subject; they are not stored. The first {@value #MOST}
 * @param conflicting how many there are of these in all
 */
public record Bulk(long stored, long replayed, long deliveries, List<Conflict> conflicts, long conflicting) {

    /** How many conflicts are told one by one. */
    public static final int MOST = 1_000;

    /** Nothing was sent. */
    public static final Bulk NOTHING = new Bulk(0, 0, 0, List.of(), 0);

    public Bulk {
        conflicts = List.copyOf(conflicts);
    }

    /**
     * One that is not stored.
     *
     * @param index its place among all, from 0
     * @param first the notification that holds its key
     */
    public record Conflict(long index, NotificationId first) {
        public Conflict {
            Objects.requireNonNull(first, "first");
        }
    }
}
