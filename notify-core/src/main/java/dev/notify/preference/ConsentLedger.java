package dev.notify.preference;

import dev.notify.model.Address;
import java.util.Optional;

/**
 * What was said of the use of addresses, and how we know: a live view of the store, in the scope it was asked for.
 *
 * <p>Consent belongs to the address, not to the person: it counts whoever has the address, and for bare addresses too. Addresses are the
 * same if they differ in the case of an e-mail address alone. Right before every try a withdrawn address is found out and not used; a
 * type or category that says {@code needsConsent()} is sent only to an address whose consent is given.
 *
 * <p>Every entry is durable when the call returns (inside a host's transaction: with its commit), stays in the {@link #history} and
 * leaves a line in the trail. Every method blocks for the store and throws {@link dev.notify.store.StoreException} if that cannot do it.
 */
public interface ConsentLedger {

    /** How an address stands. */
    AddressConsent of(Address address);

    /**
     * Writes an entry. The one said last counts; an entry that was said before another of the same address and category is kept in the
     * history and changes nothing.
     *
     * @return how the address stands now
     * @throws dev.notify.model.InvalidInputException naming {@code at} if that is in the future, or {@code category} for one that this
     *     service does not know
     */
    AddressConsent record(ConsentEntry entry);

    /** Records that an address may be used, for everything. */
    default AddressConsent given(Address address, String source) {
        return record(ConsentEntry.given(address, source));
    }

    /** Records that an address may be used for nothing any more. */
    default AddressConsent withdrawn(Address address, String source) {
        return record(ConsentEntry.withdrawn(address, source));
    }

    /**
     * All entries of an address, newest first by when they were recorded.
     *
     * @param after {@link ConsentHistory#next()} of the page before; empty for the first page
     * @param limit from 1 to 500
     */
    ConsentHistory history(Address address, Optional<String> after, int limit);

    /** The newest 50 entries of an address. */
    default ConsentHistory history(Address address) {
        return history(address, Optional.empty(), 50);
    }
}
