package dev.notify.security;

import java.time.Instant;
import java.util.Objects;

/**
 * What came of a link that was confirmed.
 *
 * @param first whether this call did it; false for one that was confirmed before, which changes nothing
 * @param at when it was done
 */
public record Confirmed(Link link, boolean first, Instant at) {

    public Confirmed {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(at, "at");
    }
}
