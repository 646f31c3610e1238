package dev.notify.explain;

import dev.notify.internal.base.LocalTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/**
 * One thing that was decided or happened.
 *
 * @param what what kind of thing: in a plan the gate that said it ({@code times}, {@code preference} ..), in an explanation
 *     {@code accepted}, {@code planned}, {@code waited}, {@code tried} or {@code ended}
 * @param said in plain words, with the recipient's local times
 */
public record Step(Instant at, String what, String said) {

    public Step {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(said, "said");
    }

    String asText(ZoneId zone) {
        return "\n    " + LocalTimes.dated(at, zone) + "  " + said;
    }
}
