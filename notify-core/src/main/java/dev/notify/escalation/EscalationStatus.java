package dev.notify.escalation;

import dev.notify.sign.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How an escalation stands.
 *
 * @param by on whose behalf it was begun
 * @param asked who was asked, when and by what, in order; of very many the newest
 * @param taken who has it
 * @param before who had taken it on in earlier laps, and did not resolve it in time
 * @param closing who resolved or cancelled it
 * @param nextAt when something happens next by itself: the next rung, or another lap
 * @param told when the handler for what nobody answers was called
 */
public record EscalationStatus(
        EscalationId id,
        String type,
        State state,
        Optional<String> key,
        Optional<String> about,
        String by,
        Instant begunAt,
        List<Asked> asked,
        Optional<Signature> taken,
        List<Signature> before,
        Optional<Closing> closing,
        Optional<Instant> nextAt,
        Optional<Instant> told) {

    /** Where an escalation stands. */
    public enum State {
        /** Somebody is being asked. */
        ASKING,
        /** Somebody has it. */
        TAKEN,
        /** It is over: somebody has dealt with it. */
        RESOLVED,
        /** It was called off. */
        CANCELLED,
        /** The ladder has ended without an answer. Somebody may still take it on. */
        UNANSWERED;

        /** Whether nothing more can become of it. */
        public boolean isOver() {
            return this == RESOLVED || this == CANCELLED;
        }
    }

    /** Who ended it, and what they said. */
    public record Closing(String by, Instant at, String why) {
        public Closing {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(why, "why");
        }
    }

    public EscalationStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        asked = List.copyOf(asked);
        before = List.copyOf(before);
    }

    /** In which lap it is: 1, and one more each time it was taken on and not resolved in time. */
    public int lap() {
        return before.size() + 1;
    }

    /** For people: a line for each who was asked, with times in UTC, and who has it. */
    public String asText() {
        StringBuilder text = new StringBuilder(type + " " + id + ": " + state + ", begun by " + by + " at " + begunAt);
        asked.forEach(a -> text.append("\n    ").append(a.at()).append("  ").append(a.asText()));
        before.forEach(s -> text.append("\n    ")
                .append(s.at())
                .append("  ")
                .append(s.asText())
                .append(", not resolved in time"));
        taken.ifPresent(s -> text.append("\n    ").append(s.at()).append("  ").append(s.asText()));
        closing.ifPresent(c -> text.append("\n    ")
                .append(c.at())
                .append("  ")
                .append(state == State.RESOLVED ? "resolved by " : "cancelled by ")
                .append(c.by())
                .append(": ")
                .append(c.why()));
        told.ifPresent(at -> text.append("\n    ").append(at).append("  nobody answered: the handler was called"));
        nextAt.ifPresent(at -> text.append("\n    next: ").append(at));
        return text.toString();
    }
}
