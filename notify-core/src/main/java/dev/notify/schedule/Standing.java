package dev.notify.schedule;

import dev.notify.model.NotificationId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * How something that comes again stands.
 *
 * @param zone whose wall its times are on, as it was last known
 * @param next what comes next; empty where it is paused or ended, or waits to be acknowledged
 * @param last what came last
 * @param why why it ended, if it has
 */
public record Standing(
        State state,
        String type,
        Optional<String> key,
        Optional<String> subject,
        Schedule schedule,
        ZoneId zone,
        Optional<Occurrence> next,
        Optional<Run> last,
        Count count,
        Optional<String> why) {

    public Standing {
        Objects.requireNonNull(state, "state");
    }

    /** Whether it goes on. */
    public enum State {
        /** It comes at its times. */
        ACTIVE,
        /** It comes no more until it is resumed. */
        PAUSED,
        /** It comes no more. */
        ENDED
    }

    /**
     * One that came.
     *
     * @param notification empty while it is being stored
     */
    public record Run(LocalDateTime time, Instant at, Optional<NotificationId> notification) {}

    /** How many came, were left out, or were not sent because it was too late for them. */
    public record Count(long sent, long skipped, long tooLate) {
        /** None so far. */
        public static final Count NOTHING = new Count(0, 0, 0);
    }
}
