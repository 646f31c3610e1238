package dev.notify.model;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a person is reached: addresses, time zone, language, and whether they are to be reached at all.
 *
 * <p>Immutable; each call returns a new contact. Where zone or locale are not given, the service's own are used.
 */
public record Contact(
        String id,
        List<Address> addresses,
        @Nullable ZoneId zone,
        @Nullable Locale locale,
        Status status) {

    /** Whether a person is reached at all. */
    public enum Status {
        /** Reached as usual. */
        ACTIVE,
        /** Asked, or is asked for, not to be reached for now. */
        PAUSED,
        /** Never to be reached again. */
        DECEASED
    }

    /** @throws InvalidInputException if the id is blank, longer than 200 characters or has control characters */
    public Contact {
        Names.checkText("contact.id", id, Recipient.MAX_ID);
        addresses = List.copyOf(addresses);
        Objects.requireNonNull(status, "status");
    }

    /** A contact nobody can reach yet: add addresses. */
    public static Contact of(String id) {
        return new Contact(id, List.of(), null, null, Status.ACTIVE);
    }

    /** Adds an e-mail address. */
    public Contact email(String address) {
        return at(Address.email(address));
    }

    /** Adds a phone number for text messages. */
    public Contact sms(String number) {
        return at(Address.sms(number));
    }

    /** Adds an address. */
    public Contact at(Address address) {
        List<Address> more = new ArrayList<>(addresses);
        more.add(Objects.requireNonNull(address, "address"));
        return new Contact(id, more, zone, locale, status);
    }

    /** Lives in this zone. */
    public Contact inZone(ZoneId zone) {
        return new Contact(id, addresses, Objects.requireNonNull(zone, "zone"), locale, status);
    }

    /**
     * Lives in the zone of this name.
     *
     * @throws InvalidInputException if there is no such zone
     */
    public Contact inZone(String zone) {
        try {
            return inZone(ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "contact.zone", "is no known time zone: use a name such as Africa/Johannesburg");
        }
    }

    /** Reads this language. */
    public Contact speaking(Locale locale) {
        return new Contact(id, addresses, zone, Objects.requireNonNull(locale, "locale"), status);
    }

    /**
     * Reads the language of this tag.
     *
     * @throws InvalidInputException if the tag is not well formed, or its language is not known
     */
    public Contact speaking(String languageTag) {
        return speaking(Names.checkLanguage("contact.locale", languageTag));
    }

    /** Is to be reached, or not. */
    public Contact status(Status status) {
        return new Contact(id, addresses, zone, locale, status);
    }

    /** The first address on a channel. */
    public Optional<Address> addressOn(ChannelName channel) {
        return addresses.stream().filter(a -> a.channel().equals(channel)).findFirst();
    }

    @Override
    public String toString() {
        return "Contact[" + status + ", " + addresses.size() + " addresses]";
    }
}
