package dev.notify.delivery;

import java.util.List;
import java.util.Objects;

/**
 * How far a notification to groups, or to very many, has come on its way to becoming deliveries.
 *
 * @param groups the groups, roles and topics it is for, by their keys
 * @param named how many recipients wait here by name, beside the groups
 * @param recipients how many people it has become deliveries for by now
 * @param deliveries how many deliveries that made
 * @param repeated how often somebody came up who had been reached already, in another group or by name
 * @param notes what went otherwise than one would think: a group that is unknown, or has no members
 */
public record FanOut(
        State state,
        List<String> groups,
        int named,
        long recipients,
        long deliveries,
        long repeated,
        List<String> notes) {

    /** Where it stands. */
    public enum State {
        /** Nobody has begun: the members of groups are found when the time has come. */
        WAITING,
        /** Some deliveries are made. */
        RUNNING,
        /** Every delivery is made. */
        DONE,
        /** It was cancelled before every delivery was made. */
        CANCELLED;

        /** Whether nothing more comes of it. */
        public boolean isOver() {
            return this == DONE || this == CANCELLED;
        }
    }

    public FanOut {
        Objects.requireNonNull(state, "state");
        groups = List.copyOf(groups);
        notes = List.copyOf(notes);
    }
}
