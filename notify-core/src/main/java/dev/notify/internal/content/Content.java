package dev.notify.internal.content;

import dev.notify.internal.json.Json;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.Recipient;
import dev.notify.request.IfQuiet;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a notification says: its data and, where the host wrote them itself, its words; what it does where its time is quiet; and the
 * condition under which it goes out.
 */
public record Content(
        Map<String, Object> data, Optional<Notification.Text> text, IfQuiet ifQuiet, Optional<String> sendIf) {

    /** What nothing is known of. */
    public static final Content NONE = new Content(Map.of(), Optional.empty(), IfQuiet.SEND_BEFORE, Optional.empty());

    public Content {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** What this request of that type says. */
    public static Content of(Notification notification, NotificationType type) {
        return new Content(
                notification.data(),
                notification.text(),
                notification.ifQuiet(),
                notification.sendIf().or(type::sendIf));
    }

    /** The stored form. */
    public String write() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("data", data);
        text.ifPresent(t -> {
            map.put("title", t.title());
            map.put("body", t.body());
        });
        if (ifQuiet != IfQuiet.SEND_BEFORE) {
            map.put("ifQuiet", ifQuiet.name());
        }
        sendIf.ifPresent(condition -> map.put("sendIf", condition));
        return Json.write(map);
    }

    /** From the stored form. */
    public static Content read(String stored) {
        Map<String, Object> map = Json.read(stored);
        Optional<Notification.Text> text = map.get("title") instanceof String title
                ? Optional.of(new Notification.Text(title, String.valueOf(map.getOrDefault("body", ""))))
                : Optional.empty();
        IfQuiet ifQuiet = map.get("ifQuiet") instanceof String name ? IfQuiet.valueOf(name) : IfQuiet.SEND_BEFORE;
        Optional<String> sendIf = map.get("sendIf") instanceof String name ? Optional.of(name) : Optional.empty();
        return new Content(ContactJson.map(map.get("data")), text, ifQuiet, sendIf);
    }

    /** The stored form of a contact that came with the request. */
    public static String writeContact(Contact contact) {
        return Json.write(ContactJson.write(contact));
    }

    /** A contact from its stored form. */
    public static Contact readContact(String stored) {
        return ContactJson.read(Json.read(stored));
    }

    /** Tells requests apart that may not share a key: by recipients and subject. */
    public static long shapeOf(Notification n) {
        return Shape.of(n);
    }

    /** A recipient's key as it may be shown: the address in a bare one is masked. */
    public static String shown(String recipientKey) {
        if (!recipientKey.startsWith(Recipient.ADDRESS_PREFIX)) {
            return recipientKey;
        }
        String[] parts = recipientKey.split(":", 3);
        return parts.length == 3 && !parts[2].isEmpty()
                ? parts[1] + ":" + Address.masked(parts[1], parts[2])
                : Recipient.ADDRESS_PREFIX + "***";
    }
}
