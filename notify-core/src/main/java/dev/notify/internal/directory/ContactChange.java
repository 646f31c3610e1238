package dev.notify.internal.directory;

import dev.notify.model.Address;
import dev.notify.model.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What changed between two contacts, in words for the trail; addresses are masked. */
final class ContactChange {

    private ContactChange() {}

    static String told(String id, Optional<Contact> before, Contact after) {
        List<String> changes = new ArrayList<>();
        tell(changes, "addresses", before.map(ContactChange::addresses).orElse(""), addresses(after), false);
        boolean others =
                before.map(b -> !b.addresses().equals(after.addresses())).orElse(false) && changes.isEmpty();
        if (others) {
            changes.add("addresses changed");
        }
        tell(changes, "zone", before.map(Contact::zone).orElse(null), after.zone(), true);
        tell(changes, "locale", before.map(Contact::locale).orElse(null), after.locale(), true);
        tell(changes, "status", before.map(Contact::status).orElse(null), after.status(), true);
        return id + ": " + String.join("; ", changes);
    }

    private static void tell(
            List<String> changes, String what, @Nullable Object before, @Nullable Object after, boolean arrow) {
        if (!Objects.equals(before, after)) {
            String from = arrow && before != null ? before + " -> " : "";
            changes.add(what + " " + from + (after == null ? "none" : after));
        }
    }

    private static String addresses(Contact contact) {
        return contact.addresses().isEmpty()
                ? "none"
                : contact.addresses().stream()
                        .map(a -> a.channel() + " " + Address.masked(a.channel().value(), a.value()))
                        .collect(Collectors.joining(", "));
    }
}
