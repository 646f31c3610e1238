package dev.notify.store;

import dev.notify.delivery.DeliveryState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What operators and hosts change about work that waits. Only deliveries of the given tenant are touched.
 *
 * <p>A lease that is over at {@code now} is no hold: such a row is changed as a free one, and loses its owner. The trail is
 * written as it is given, whatever was changed; the counter of a delivery only if that delivery was cancelled.
 */
public interface ChangePart {

    /**
     * Cancels every pending delivery of these notifications. One that nobody holds at {@code now} becomes CANCELLED and leaves the
     * queue; one that is held gets {@code cancelAsked}.
     */
    Changed cancel(Cancel cancel);

    /**
     * Moves every pending delivery of these notifications that nobody holds to another time, and where that moved any, the
     * notification with it. {@code forced} marks them to be sent past schedule and hours; a move that does not force takes that mark
     * away.
     */
    Changed move(Move move);

    /**
     * Records what a provider said of a delivery that has gone out. It takes effect only while the delivery is the tenant's and in one of the
     * states named: then state, reason, trail and counter are written in one transaction, else nothing is. So of several reports at once, and of
     * one that is repeated, one takes effect. The queue is never touched: PENDING is not to be named.
     *
     * @return whether it took effect
     */
    boolean report(Reported reported);

    /**
     * What was said, and in which states that changes anything.
     *
     * @param why sealed; null leaves what was there
     * @param work what begins with it
     */
    record Reported(
            String tenant,
            UUID delivery,
            Set<DeliveryState> from,
            DeliveryState state,
            long doneAt,
            @Nullable String why,
            List<Rows.Work> work,
            List<Rows.Trail> trail,
            List<Rows.Counter> counters) {
        public Reported {
            work = List.copyOf(work);
            from = Set.copyOf(from);
            if (from.isEmpty() || from.contains(DeliveryState.PENDING) || state == DeliveryState.PENDING) {
                throw new IllegalArgumentException("a report is about what has gone out");
            }
            trail = List.copyOf(trail);
            counters = List.copyOf(counters);
        }
    }

    /**
     * What to cancel.
     *
     * @param each what to write for each delivery that is cancelled; for one that is not named here, only its state
     */
    record Cancel(String tenant, List<UUID> notifications, long now, Map<UUID, Each> each, List<Rows.Trail> trail) {
        public Cancel {
            notifications = List.copyOf(notifications);
            each = Map.copyOf(each);
            trail = List.copyOf(trail);
        }
    }

    /** What to write for a delivery if it is cancelled: why, sealed, and a counter. */
    record Each(String why, Rows.Counter counter) {}

    /**
     * What to move, and to when.
     *
     * @param expiryMoves whether a notification that expires does so as much later, or earlier, as it is moved
     * @param why why, sealed, for each delivery that is moved; one that is not named here keeps what was there
     * @param whole notifications that are moved even where none of their deliveries was: not all of those are made yet
     */
    record Move(
            String tenant,
            List<UUID> notifications,
            long now,
            long dueAt,
            @Nullable String wallTime,
            @Nullable String zone,
            boolean expiryMoves,
            boolean forced,
            Map<UUID, String> why,
            List<Rows.Trail> trail,
            Set<UUID> whole) {
        public Move {
            whole = Set.copyOf(whole);
            notifications = List.copyOf(notifications);
            why = Map.copyOf(why);
            trail = List.copyOf(trail);
        }

        /** A move of deliveries that are all there, which leaves what was said of each. */
        public Move(
                String tenant,
                List<UUID> notifications,
                long now,
                long dueAt,
                @Nullable String wallTime,
                @Nullable String zone,
                boolean expiryMoves,
                boolean forced,
                List<Rows.Trail> trail) {
            this(tenant, notifications, now, dueAt, wallTime, zone, expiryMoves, forced, Map.of(), trail, Set.of());
        }
    }

    /** Deliveries changed, deliveries held at that moment, and how many had ended before. */
    record Changed(List<UUID> changed, List<UUID> held, int finished) {
        public Changed {
            changed = List.copyOf(changed);
            held = List.copyOf(held);
        }
    }
}
