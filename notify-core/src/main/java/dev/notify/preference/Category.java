package dev.notify.preference;

import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.policy.Quota;
import java.util.Objects;
import java.util.Optional;

/**
 * What the host says of a category of types: what counts while a recipient has said nothing of it, and whether it may wait for a
 * preferred time of day. A category nobody declared is opt-out and not urgent.
 *
 * <p>Immutable; each call returns a new category.
 *
 * @param optIn whether its notifications are sent only to those who turned it on
 * @param urgent whether preferred times of day do not hold it
 * @param consent whether its notifications are sent only to addresses whose consent is given
 * @param cap how many reach one recipient
 */
public record Category(String name, boolean optIn, boolean urgent, boolean consent, Optional<Quota> cap) {

    private static final int MOST = 1_000;

    /** @throws InvalidInputException if it is no name of at most 60 characters */
    public Category {
        Names.check("category", name, 60);
        Objects.requireNonNull(cap, "cap");
    }

    /** Sent unless it is turned off; may wait for a preferred time. */
    public static Category named(String name) {
        return new Category(name, false, false, false, Optional.empty());
    }

    /** Is sent only to those who turned it on. */
    public Category onlyOptedIn() {
        return new Category(name, true, urgent, consent, cap);
    }

    /** Is not held for preferred times of day. */
    public Category neverDelayed() {
        return new Category(name, optIn, true, consent, cap);
    }

    /** Is sent only to addresses whose consent is in the ledger: given for the category, or for everything. */
    public Category needsConsent() {
        return new Category(name, optIn, urgent, true, cap);
    }

    /**
     * Reaches one recipient with no more notifications than this in each window, on whatever channels. What is too much is held until the next
     * window begins, or SUPPRESSED if the quota says DROP. CRITICAL notifications and the in-app inbox are not counted.
     *
     * @throws InvalidInputException if the count is above 1,000
     */
    public Category atMost(Quota perRecipient) {
        if (perRecipient.count() > MOST) {
            throw new InvalidInputException(
                    "category " + name + " atMost", "is above " + MOST + ": give a smaller quota");
        }
        return new Category(name, optIn, urgent, consent, Optional.of(perRecipient));
    }
}
