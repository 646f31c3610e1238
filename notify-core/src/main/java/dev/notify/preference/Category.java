package dev.notify.preference;

import dev.notify.model.Names;

/**
 * What the host says of a category of types: what counts while a recipient has said nothing of it, and whether it may wait for a
 * preferred time of day. A category nobody declared is opt-out and not urgent.
 *
 * <p>Immutable; each call returns a new category.
 *
 * @param optIn whether its notifications are sent only to those who turned it on
 * @param urgent whether preferred times of day do not hold it
 * @param consent whether its notifications are sent only to addresses whose consent is given
 */
public record Category(String name, boolean optIn, boolean urgent, boolean consent) {

    /** @throws dev.notify.model.InvalidInputException if it is no name of at most 60 characters */
    public Category {
        Names.check("category", name, 60);
    }

    /** Sent unless it is turned off; may wait for a preferred time. */
    public static Category named(String name) {
        return new Category(name, false, false, false);
    }

    /** Is sent only to those who turned it on. */
    public Category onlyOptedIn() {
        return new Category(name, true, urgent, consent);
    }

    /** Is not held for preferred times of day. */
    public Category neverDelayed() {
        return new Category(name, optIn, true, consent);
    }

    /** Is sent only to addresses whose consent is in the ledger: given for the category, or for everything. */
    public Category needsConsent() {
        return new Category(name, optIn, urgent, true);
    }
}
