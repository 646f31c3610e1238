package dev.notify.security;

import dev.notify.sign.Signature;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of a link that was confirmed.
 *
 * @param first whether this call did it; false for one that was confirmed before, which changes nothing
 * @param at when it was done
 * @param taken who has taken it on, where that is what the link is for: it may be somebody else, who was faster
 */
public record Confirmed(Link link, boolean first, Instant at, Optional<Signature> taken) {

    public Confirmed {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(taken, "taken");
    }
}
