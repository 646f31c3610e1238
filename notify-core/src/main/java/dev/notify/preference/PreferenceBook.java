package dev.notify.preference;

/**
 * The preferences that Notify itself keeps, for hosts that have no settings of their own; a live view of the store, in the scope it was
 * asked for.
 *
 * <p>Where the host answers for a recipient with {@code preferencesFrom}, that answer counts as a whole; what is kept here counts for
 * those of whom the host says nothing.
 */
public interface PreferenceBook {

    /**
     * Those of one recipient.
     *
     * @throws dev.notify.model.InvalidInputException naming {@code recipientId}, if it is blank, longer than 200 characters or an address
     */
    OwnPreferences of(String recipientId);
}
