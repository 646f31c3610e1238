package dev.notify.escalation;

import dev.notify.sign.Signature;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of an acknowledgement. All but {@link Result#TAKEN} have changed nothing.
 *
 * @param has who has it, or had it last
 */
public record Acknowledgement(Result result, Optional<Signature> has) {

    /** What there is to say. */
    public enum Result {
        /** It is theirs from now on; nobody else is asked. */
        TAKEN,
        /** Somebody had it before: they themselves, or whoever {@link Acknowledgement#has} names. */
        TAKEN_BEFORE,
        /** They were never asked. */
        NOT_ASKED,
        /** It was resolved or called off before. */
        OVER,
        /** There is no such escalation, or it is another tenant's. */
        UNKNOWN
    }

    public Acknowledgement {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(has, "has");
    }

    /** Whether this call took it. */
    public boolean first() {
        return result == Result.TAKEN;
    }
}
