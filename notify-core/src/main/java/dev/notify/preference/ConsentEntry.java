package dev.notify.preference;

import dev.notify.model.Actor;
import dev.notify.model.Address;
import dev.notify.model.Names;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of the consent ledger: for which address and what, given or withdrawn, how we know, when it was said, who wrote it down.
 *
 * <p>Immutable; each call returns a new entry.
 *
 * @param category what it is about; null for everything
 * @param source how we know, as in {@code "web form"} or {@code "STOP by SMS"}
 * @param at when it was said; null for the moment it is recorded
 * @param by who recorded it; null for the actor of the call that does
 */
public record ConsentEntry(
        Address address,
        @Nullable String category,
        Consent consent,
        String source,
        @Nullable Instant at,
        @Nullable Actor by) {

    /** @throws dev.notify.model.InvalidInputException naming {@code category} or {@code source} */
    public ConsentEntry {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(consent, "consent");
        if (category != null) {
            Names.check("category", category, 60);
        }
        Names.checkText("source", source, 200);
    }

    /** Given for everything: may be used. */
    public static ConsentEntry given(Address address, String source) {
        return new ConsentEntry(address, null, Consent.GIVEN, source, null, null);
    }

    /** Withdrawn for everything: may be used for nothing. */
    public static ConsentEntry withdrawn(Address address, String source) {
        return new ConsentEntry(address, null, Consent.WITHDRAWN, source, null, null);
    }

    /** For this category of types alone. */
    public ConsentEntry category(String only) {
        return new ConsentEntry(address, only, consent, source, at, by);
    }

    /** Said at that moment, not now. */
    public ConsentEntry at(Instant moment) {
        return new ConsentEntry(address, category, consent, source, Objects.requireNonNull(moment, "moment"), by);
    }

    /** Recorded by them, whoever calls. */
    public ConsentEntry by(Actor actor) {
        return new ConsentEntry(address, category, consent, source, at, Objects.requireNonNull(actor, "actor"));
    }

    /** What it is about; empty for everything. */
    public Optional<String> about() {
        return Optional.ofNullable(category);
    }

    /** The entry in plain words, without the address. */
    public String asText() {
        return "consent " + (consent == Consent.GIVEN ? "given" : "withdrawn") + " for "
                + (category == null ? "everything" : "category " + category) + " (" + source
                + (at == null ? "" : ", " + at) + ")";
    }
}
