package dev.notify.directory;

import dev.notify.model.Contact;
import java.time.Instant;
import java.util.Objects;

/**
 * A contact as it stands in the directory.
 *
 * @param version 1 as it is first saved, and more with every change
 * @param changedAt when it was last changed
 */
public record SavedContact(Contact contact, long version, Instant changedAt) {
    public SavedContact {
        Objects.requireNonNull(contact, "contact");
        Objects.requireNonNull(changedAt, "changedAt");
    }
}
