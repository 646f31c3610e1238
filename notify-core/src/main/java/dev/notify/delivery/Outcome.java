package dev.notify.delivery;

import dev.notify.model.InvalidInputException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a channel answers to one try.
 *
 * <p>A reason is for operators: it holds no address, no secret and no content.
 */
public sealed interface Outcome {

    /** A word for logs and counters. */
    String word();

    /** Whether it is certain that nothing was handed over, so that another provider may be tried. */
    default boolean notHandedOver() {
        return false;
    }

    /** Handed over. */
    static Outcome sent() {
        return new Sent(null);
    }

    /** Handed over; the provider calls it this. */
    static Outcome sent(String providerId) {
        return new Sent(providerId);
    }

    /**
     * Handed over, and what the provider reports of it will name it by this alone: it is kept, so that a {@link dev.notify.report.TrackedReport} finds
     * its delivery. That is one more card to write, and only needed where the provider cannot be told an id of ours.
     */
    static Outcome tracked(String providerId) {
        return new Sent(Objects.requireNonNull(providerId, "providerId"), true);
    }

    /** Not handed over; try again. */
    static Outcome tryAgain(String reason) {
        return new TryAgain(Duration.ZERO, reason);
    }

    /** Not handed over; try again, no sooner than after this long. */
    static Outcome tryAgain(Duration after, String reason) {
        return new TryAgain(after, reason);
    }

    /**
     * Not handed over, and not because of this message: the provider takes nothing for now. It is left alone for a while, nothing counts
     * as a try, and the delivery goes to another provider or waits.
     */
    static Outcome unavailable(String reason) {
        return new Unavailable(Duration.ZERO, false, reason);
    }

    /** As {@link #unavailable(String)}, for no less than this long: the account's limit is used up, say, or the provider said when. */
    static Outcome unavailable(Duration after, String reason) {
        return new Unavailable(after, false, reason);
    }

    /**
     * Not handed over because the provider refuses us: credentials, certificate, configuration. As {@link #unavailable(String)}, and an
     * operator should look: health names the provider, which is tried now and then.
     */
    static Outcome misconfigured(String reason) {
        return new Unavailable(Duration.ZERO, true, reason);
    }

    /** Refused for good. */
    static Outcome rejected(String reason) {
        return new Rejected(reason, false);
    }

    /** Refused for good, and the address will never work again: it is withdrawn in the consent ledger if it is still the recipient's. */
    static Outcome addressIsDead(String reason) {
        return new Rejected(reason, true);
    }

    /** Perhaps handed over: nobody can tell. */
    static Outcome maybeSent(String reason) {
        return new MaybeSent(reason);
    }

    /**
     * See {@link Outcome#sent(String)} and {@link Outcome#tracked}.
     *
     * @param tracked whether its reports will name it by the provider's id
     */
    record Sent(@Nullable String providerId, boolean tracked) implements Outcome {

        /** Handed over; reports of it, if there are any, name our own id. */
        public Sent(@Nullable String providerId) {
            this(providerId, false);
        }

        public Sent {
            if (providerId != null && providerId.length() > 200) {
                providerId = providerId.substring(0, Character.isHighSurrogate(providerId.charAt(199)) ? 199 : 200);
            }
        }

        /** What the provider calls it. */
        public Optional<String> id() {
            return Optional.ofNullable(providerId);
        }

        @Override
        public String word() {
            return "sent";
        }
    }

    /** See {@link Outcome#tryAgain(Duration, String)}. */
    record TryAgain(Duration after, String reason) implements Outcome {
        public TryAgain {
            Objects.requireNonNull(reason, "reason");
            if (after.isNegative()) {
                throw new InvalidInputException("after", "is negative");
            }
        }

        @Override
        public String word() {
            return "try-again";
        }

        @Override
        public boolean notHandedOver() {
            return true;
        }
    }

    /** See {@link Outcome#unavailable(String)} and {@link Outcome#misconfigured(String)}. */
    record Unavailable(Duration after, boolean misconfigured, String reason) implements Outcome {
        public Unavailable {
            Objects.requireNonNull(reason, "reason");
            if (after.isNegative()) {
                throw new InvalidInputException("after", "is negative");
            }
        }

        @Override
        public String word() {
            return misconfigured ? "misconfigured" : "unavailable";
        }

        @Override
        public boolean notHandedOver() {
            return true;
        }
    }

    /** See {@link Outcome#rejected(String)} and {@link Outcome#addressIsDead(String)}. */
    record Rejected(String reason, boolean addressIsDead) implements Outcome {
        public Rejected {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String word() {
            return "rejected";
        }
    }

    /** See {@link Outcome#maybeSent(String)}. */
    record MaybeSent(String reason) implements Outcome {
        public MaybeSent {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String word() {
            return "maybe-sent";
        }
    }
}
