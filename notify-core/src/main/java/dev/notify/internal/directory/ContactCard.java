package dev.notify.internal.directory;

import dev.notify.internal.content.Content;
import dev.notify.internal.json.Json;
import dev.notify.model.Contact;
import dev.notify.model.Tenant;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is kept of a recipient: a contact, or whom the id was merged into. */
final class ContactCard {

    static final String KIND = "contact";

    /** All contacts of a tenant bear this name, so that they can be listed. */
    static final String NAME = "";

    private static final String FIELD = "card.contact";

    private ContactCard() {}

    static CardPart.Place place(FieldSeal seal, Tenant tenant, String recipientId) {
        return new CardPart.Place(tenant.value(), KIND, seal.lookup("recipient", recipientId), NAME);
    }

    static String write(FieldSeal seal, UUID card, Directory.Entry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        entry.contact().ifPresent(contact -> map.put("contact", Content.writeContact(contact)));
        entry.into().ifPresent(id -> map.put("into", id));
        if (!entry.was().isEmpty()) {
            map.put("was", entry.was());
        }
        return seal.seal(card, FIELD, Json.write(map));
    }

    static Directory.Entry read(FieldSeal seal, Rows.Card card) {
        Map<String, Object> map = Json.read(seal.open(card.id(), FIELD, card.body()));
        Optional<Contact> contact =
                map.get("contact") instanceof String text ? Optional.of(Content.readContact(text)) : Optional.empty();
        Optional<String> into = map.get("into") instanceof String id ? Optional.of(id) : Optional.empty();
        List<String> was = map.get("was") instanceof List<?> ids
                ? ids.stream().map(String::valueOf).toList()
                : List.of();
        return new Directory.Entry(contact, into, was);
    }
}
