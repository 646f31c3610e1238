package dev.notify.model;

import java.util.Objects;
import java.util.Optional;

/** Whom a notification names: somebody by id, a contact given inline, or a bare address. */
public sealed interface Recipient {

    /** The longest id a recipient may have. */
    int MAX_ID = 200;

    /** How the key of a bare address begins; no id of a person may begin like this. */
    String ADDRESS_PREFIX = "address:";

    /** What this recipient is called within a notification; the same key twice is one recipient. */
    String key();

    /** The contact that came with the request, if it did. */
    Optional<Contact> inline();

    /** Somebody by id. */
    static Recipient id(String id) {
        return new ById(id);
    }

    /** Somebody with the contact to use, known to nobody else. */
    static Recipient contact(Contact contact) {
        return new Inline(contact);
    }

    /** A bare address: reached on its own channel, whatever the type's route. */
    static Recipient address(Address address) {
        return new Bare(address);
    }

    private static void checkPrefix(String id) {
        if (id.startsWith(ADDRESS_PREFIX)) {
            throw new InvalidInputException(
                    "recipients",
                    "has an id that begins with " + ADDRESS_PREFIX + ": say toAddress(..) for an address");
        }
    }

    /** Somebody by id, looked up when the time to send has come. */
    record ById(String id) implements Recipient {
        public ById {
            Names.checkText("recipients", id, MAX_ID);
            checkPrefix(id);
        }

        @Override
        public String key() {
            return id;
        }

        @Override
        public Optional<Contact> inline() {
            return Optional.empty();
        }
    }

    /** Somebody whose contact came with the request. */
    record Inline(Contact contact) implements Recipient {
        public Inline {
            Objects.requireNonNull(contact, "contact");
            checkPrefix(contact.id());
        }

        @Override
        public String key() {
            return contact.id();
        }

        @Override
        public Optional<Contact> inline() {
            return Optional.of(contact);
        }
    }

    /** An address without a person behind it. */
    record Bare(Address address) implements Recipient {
        public Bare {
            Objects.requireNonNull(address, "address");
            if (address.value().length() > MAX_ID - 40) {
                throw new InvalidInputException("address", "is too long to be a recipient of its own: use a contact");
            }
        }

        @Override
        public String key() {
            return ADDRESS_PREFIX + address.channel() + ":" + address.value();
        }

        @Override
        public Optional<Contact> inline() {
            return Optional.of(new Contact(key(), java.util.List.of(address), null, null, Contact.Status.ACTIVE));
        }

        @Override
        public String toString() {
            return "Bare[" + address + "]";
        }
    }
}
