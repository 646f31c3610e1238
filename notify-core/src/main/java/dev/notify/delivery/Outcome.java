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

    /** Handed over. */
    static Outcome sent() {
        return new Sent(null);
    }

    /** Handed over; the provider calls it this. */
    static Outcome sent(String providerId) {
        return new Sent(providerId);
    }

    /** Not handed over; try again. */
    static Outcome tryAgain(String reason) {
        return new TryAgain(Duration.ZERO, reason);
    }

    /** Not handed over; try again, no sooner than after this long. */
    static Outcome tryAgain(Duration after, String reason) {
        return new TryAgain(after, reason);
    }

    /** Refused for good. */
    static Outcome rejected(String reason) {
        return new Rejected(reason, false);
    }

    /** Refused for good, and the address will never work again. */
    static Outcome addressIsDead(String reason) {
        return new Rejected(reason, true);
    }

    /** Perhaps handed over: nobody can tell. */
    static Outcome maybeSent(String reason) {
        return new MaybeSent(reason);
    }

    /** See {@link Outcome#sent(String)}. */
    record Sent(@Nullable String providerId) implements Outcome {
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
