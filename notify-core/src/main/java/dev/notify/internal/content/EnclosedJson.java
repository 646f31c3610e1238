package dev.notify.internal.content;

import dev.notify.internal.json.Digest;
import dev.notify.request.Attachment;
import dev.notify.request.Enclosed;
import dev.notify.request.Invite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a notification takes along, as plain maps. */
final class EnclosedJson {

    private EnclosedJson() {}

    static Map<String, Object> write(Enclosed enclosed, List<Digest.OfBytes> pins) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Map<String, Object>> attachments = new ArrayList<>();
        for (int i = 0; i < enclosed.attachments().size(); i++) {
            attachments.add(attachment(enclosed.attachments().get(i), pins.get(i)));
        }
        if (!attachments.isEmpty()) {
            map.put("attachments", attachments);
        }
        enclosed.invite().ifPresent(invite -> map.put("invite", invite(invite)));
        enclosed.replyTo().ifPresent(address -> map.put("replyTo", address));
        if (!enclosed.headers().isEmpty()) {
            map.put("headers", enclosed.headers());
        }
        return map;
    }

    private static Map<String, Object> attachment(Attachment a, Digest.OfBytes pin) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", a.name());
        map.put("type", a.mediaType());
        a.contentId().ifPresent(id -> map.put("shownAs", id));
        if (a.source().isPresent()) {
            map.put("source", a.source().get());
            map.put("ref", a.ref());
        } else {
            map.put("bytes", Base64.getEncoder().encodeToString(a.bytes()));
        }
        map.put("size", pin.size());
        map.put("sha256", pin.sha256());
        return map;
    }

    private static Map<String, Object> invite(Invite invite) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("start", invite.start().toString());
        map.put("end", invite.end().toString());
        map.put("cancelled", invite.isCancelled());
        put(map, "summary", invite.summary());
        put(map, "discreetSummary", invite.discreetSummary());
        put(map, "location", invite.location());
        put(map, "revision", invite.revision());
        return map;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    static Enclosed read(Map<String, Object> map) {
        if (map.isEmpty()) {
            return Enclosed.NOTHING;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        ContactJson.map(map.get("headers")).forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return new Enclosed(
                attachments(map).stream().map(EnclosedJson::readAttachment).toList(),
                map.get("invite") instanceof Map<?, ?>
                        ? Optional.of(readInvite(ContactJson.map(map.get("invite"))))
                        : Optional.empty(),
                Optional.ofNullable(text(map, "replyTo")),
                headers);
    }

    static List<Digest.OfBytes> readPins(Map<String, Object> map) {
        return attachments(map).stream()
                .map(a -> new Digest.OfBytes(number(a, "size"), String.valueOf(a.get("sha256"))))
                .toList();
    }

    private static List<Map<String, Object>> attachments(Map<String, Object> map) {
        return map.get("attachments") instanceof List<?> list
                ? list.stream().map(ContactJson::map).toList()
                : List.of();
    }

    private static Attachment readAttachment(Map<String, Object> map) {
        String source = text(map, "source");
        String name = String.valueOf(map.get("name"));
        Attachment attachment = source == null
                ? Attachment.of(name, Base64.getDecoder().decode(String.valueOf(map.get("bytes"))))
                : Attachment.from(source, String.valueOf(map.get("ref"))).named(name);
        attachment = attachment.type(String.valueOf(map.get("type")));
        String shownAs = text(map, "shownAs");
        return shownAs == null ? attachment : attachment.shownAs(shownAs);
    }

    private static Invite readInvite(Map<String, Object> map) {
        return new Invite(
                Instant.parse(String.valueOf(map.get("start"))),
                Instant.parse(String.valueOf(map.get("end"))),
                Boolean.TRUE.equals(map.get("cancelled")),
                text(map, "summary"),
                text(map, "discreetSummary"),
                text(map, "location"),
                map.containsKey("revision") ? Integer.valueOf((int) number(map, "revision")) : null);
    }

    private static @Nullable String text(Map<String, Object> map, String name) {
        return map.get(name) instanceof String text ? text : null;
    }

    private static long number(Map<String, Object> map, String name) {
        return map.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
