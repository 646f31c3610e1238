package dev.notify.sign;

import java.time.Instant;
import java.util.Objects;

/** A sign that was given: by whom, and when. */
public record Signature(Sign sign, Signer signer, Instant at) {
    public Signature {
        Objects.requireNonNull(sign, "sign");
        Objects.requireNonNull(signer, "signer");
        Objects.requireNonNull(at, "at");
    }

    /** Who gave it. */
    public String by() {
        return signer.id();
    }

    /** In plain words, without the note. */
    public String asText() {
        return (sign == Sign.READ ? "read by " : "acknowledged by ")
                + by()
                + signer.channel().map(c -> " on " + c).orElse("");
    }
}
