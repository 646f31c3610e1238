package dev.notify.internal.cards;

import dev.notify.model.Actor;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.Consent;
import dev.notify.preference.ConsentEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Consent as plain maps. */
final class ConsentJson {

    private ConsentJson() {}

    static Map<String, Object> write(AddressConsent consent) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("channel", consent.address().channel().value());
        map.put("address", consent.address().value());
        map.put("entries", consent.entries().stream().map(ConsentJson::write).toList());
        return map;
    }

    static Map<String, Object> write(ConsentEntry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("channel", entry.address().channel().value());
        map.put("address", entry.address().value());
        entry.about().ifPresent(category -> map.put("category", category));
        map.put("consent", entry.consent().name());
        map.put("source", entry.source());
        Instant at = entry.at();
        if (at != null) {
            map.put("at", at.toEpochMilli());
        }
        Actor by = entry.by();
        if (by != null) {
            map.put("by", by.value());
        }
        return map;
    }

    static AddressConsent read(Map<String, Object> map) {
        return new AddressConsent(
                address(map),
                Fields.list(map.get("entries")).stream()
                        .map(element -> readEntry(Fields.map(element)))
                        .toList());
    }

    static ConsentEntry readEntry(Map<String, Object> map) {
        String by = Fields.textOrNull(map, "by");
        return new ConsentEntry(
                address(map),
                Fields.textOrNull(map, "category"),
                Consent.valueOf(Fields.text(map, "consent")),
                Fields.text(map, "source"),
                map.get("at") instanceof Number at ? Instant.ofEpochMilli(at.longValue()) : null,
                by == null ? null : Actor.of(by));
    }

    private static Address address(Map<String, Object> map) {
        return Address.of(ChannelName.of(Fields.text(map, "channel")), Fields.text(map, "address"));
    }
}
