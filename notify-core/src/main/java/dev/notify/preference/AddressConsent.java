package dev.notify.preference;

import dev.notify.model.Address;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How an address stands in the consent ledger: for everything and for each category the word that was said last.
 *
 * <p>An address that was withdrawn for everything is used for nothing, whatever is given for a category, until it is given for
 * everything again. Of a category, its own word counts before that for everything.
 *
 * @param entries one for everything at most, and one for a category at most
 */
public record AddressConsent(Address address, List<ConsentEntry> entries) {

    public AddressConsent {
        Objects.requireNonNull(address, "address");
        entries = List.copyOf(entries);
    }

    /** Of an address nobody said anything of. */
    public static AddressConsent none(Address address) {
        return new AddressConsent(address, List.of());
    }

    /** The last word for everything. */
    public Optional<ConsentEntry> forEverything() {
        return entries.stream().filter(e -> e.about().isEmpty()).findFirst();
    }

    /** The word that forbids to use it for a category: withdrawn for everything, or for the category. */
    public Optional<ConsentEntry> withdrawnFor(String category) {
        return forEverything()
                .filter(e -> e.consent() == Consent.WITHDRAWN)
                .or(() -> own(category).filter(e -> e.consent() == Consent.WITHDRAWN));
    }

    /** The word that allows to use it for a category; empty where it is withdrawn, or nothing was said. */
    public Optional<ConsentEntry> givenFor(String category) {
        return withdrawnFor(category).isPresent()
                ? Optional.empty()
                : own(category).or(this::forEverything).filter(e -> e.consent() == Consent.GIVEN);
    }

    private Optional<ConsentEntry> own(String category) {
        return entries.stream()
                .filter(e -> e.about().filter(category::equals).isPresent())
                .findFirst();
    }
}
