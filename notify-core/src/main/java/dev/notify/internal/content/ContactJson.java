package dev.notify.internal.content;

import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contacts as plain maps. */
final class ContactJson {

    private ContactJson() {}

    static Map<String, Object> write(Contact contact) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", contact.id());
        map.put("status", contact.status().name());
        ZoneId zone = contact.zone();
        if (zone != null) {
            map.put("zone", zone.getId());
        }
        Locale locale = contact.locale();
        if (locale != null) {
            map.put("locale", locale.toLanguageTag());
        }
        map.put(
                "addresses",
                contact.addresses().stream()
                        .map(a -> Map.of("channel", a.channel().value(), "value", a.value()))
                        .toList());
        return map;
    }

    static Contact read(Map<String, Object> map) {
        Contact contact = Contact.of(String.valueOf(map.get("id")))
                .status(Contact.Status.valueOf(String.valueOf(map.getOrDefault("status", "ACTIVE"))));
        if (map.get("zone") instanceof String zone) {
            contact = contact.inZone(zone);
        }
        if (map.get("locale") instanceof String locale) {
            contact = contact.speaking(Locale.forLanguageTag(locale));
        }
        if (map.get("addresses") instanceof List<?> addresses) {
            for (Object element : addresses) {
                Map<String, Object> address = map(element);
                contact = contact.at(Address.of(
                        ChannelName.of(String.valueOf(address.get("channel"))), String.valueOf(address.get("value"))));
            }
        }
        return contact;
    }

    @SuppressWarnings("unchecked") // written by us with text as keys
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
