package dev.notify.directory;

import dev.notify.model.Contact;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The built-in address book, in one scope: for a tenant, on somebody's behalf, in a transaction.
 *
 * <p>A recipient who is named by id is looked for in this order: a contact that came with the request, the source given with
 * {@code contactsFrom}, this directory. It is asked in the last seconds before a delivery is sent, so that a change holds for what waits,
 * on every node.
 *
 * <p>Every write leaves a line in the trail: who changed what, with addresses masked. Safe for all threads, as the scope it was made in;
 * throws as {@code Notifications} does.
 */
public interface Contacts {

    /** The most contacts or members one page may have. */
    int MAX_PAGE = 1_000;

    /**
     * Saves a contact, whatever was saved under its id before; one that is saved already, just so, is left as it is.
     *
     * @throws dev.notify.model.InvalidInputException if a channel refuses an address of it, or if its id was merged into another
     */
    SavedContact save(Contact contact);

    /**
     * Saves a contact if what is saved under its id has that version; 0 if nothing is.
     *
     * @throws StaleVersionException if it has not
     * @throws dev.notify.model.InvalidInputException if a channel refuses an address of it, or if its id was merged into another
     */
    SavedContact save(Contact contact, long version);

    /** What is saved under an id; for one that was merged, what is saved under the new one. */
    Optional<SavedContact> get(String id);

    /**
     * Removes what is saved under exactly this id: a contact, or the mark that it was merged into another. What waits for it is
     * SUPPRESSED when its time comes, unless the host's own source knows it.
     *
     * @return whether there was anything
     */
    boolean remove(String id);

    /**
     * Contacts, a page at a time and each once, in no order of meaning.
     *
     * @param after what the page before was answered with, null for the first page
     * @param limit 1 to {@link #MAX_PAGE}
     */
    Slice<SavedContact> list(@Nullable String after, int limit);

    /** The first contacts. */
    default Slice<SavedContact> list(int limit) {
        return list(null, limit);
    }

    /**
     * Makes two ids one person. From now on the old id leads to the new one: what waits for the old one goes to where the new one is
     * reached, memberships move, keys stay. Where both were recipients of one notification, the person gets it once on each channel. If
     * nothing is saved for the new id, it takes over the old one's contact. What was merged into the old id before follows. Merging
     * the same two again changes nothing.
     *
     * @throws dev.notify.model.InvalidInputException if the new id leads back to the old one, or the old one was merged into somebody else
     */
    void merge(String oldId, String newId);
}
