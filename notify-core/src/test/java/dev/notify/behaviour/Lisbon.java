package dev.notify.behaviour;

import dev.notify.model.Contact;
import dev.notify.model.ContactSource;
import java.util.Optional;

/** A host whose people all live in Lisbon, and which can say nothing while it is away. */
final class Lisbon implements ContactSource {

    boolean away;

    @Override
    public Optional<Contact> contactOf(String id) {
        if (away) {
            throw new IllegalStateException("away");
        }
        return People.contact(id).map(c -> c.inZone("Europe/Lisbon"));
    }
}
