package dev.notify.operation;

import dev.notify.delivery.Attempt;
import dev.notify.delivery.Delivery;
import java.util.List;
import java.util.Objects;

/**
 * A delivery that failed, with every try.
 *
 * @param failure how it failed
 * @param retried whether somebody had it tried again before, and it failed once more
 */
public record DeadLetter(Delivery delivery, Failure failure, boolean retried) {

    /** How a delivery can fail. */
    public enum Failure {
        /** A provider refused this message or address for good: the same again will be refused again. */
        REJECTED,
        /** It was tried as long as its type allows, and no try went well. */
        GAVE_UP,
        /** It did not come to a try: it could not be rendered, or took its process down again and again. */
        NEVER_TRIED,
        /** It was sent, and its provider reported later that it did not arrive. */
        REPORTED;

        /** How a delivery with these tries failed. */
        public static Failure of(List<Attempt> attempts) {
            if (attempts.isEmpty()) {
                return NEVER_TRIED;
            }
            return switch (attempts.get(attempts.size() - 1).outcome()) {
                case "rejected" -> REJECTED;
                case "sent" -> REPORTED;
                default -> GAVE_UP;
            };
        }
    }

    public DeadLetter {
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(failure, "failure");
    }
}
