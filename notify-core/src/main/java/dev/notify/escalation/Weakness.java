package dev.notify.escalation;

import java.util.Objects;

/**
 * Something that would keep an escalation from reaching anybody.
 *
 * @param escalation the name of its type
 * @param rung which rung, 1 for the first; 0 for all of it
 */
public record Weakness(String escalation, int rung, String what) {

    public Weakness {
        Objects.requireNonNull(escalation, "escalation");
        Objects.requireNonNull(what, "what");
    }

    /** In a line. */
    public String asText() {
        return "escalation " + escalation + (rung == 0 ? "" : ", rung " + rung) + ": " + what;
    }
}
