package dev.notify.internal.content;

import dev.notify.directory.Group;
import dev.notify.internal.json.Digest;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.policy.Route;
import dev.notify.request.Attachment;
import dev.notify.request.Enclosed;
import dev.notify.request.IfQuiet;
import dev.notify.request.Notification;
import dev.notify.sign.Sign;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests as plain maps. */
final class RequestJson {

    private RequestJson() {}

    static Object recipient(Recipient recipient) {
        if (recipient instanceof Recipient.Inline inline) {
            return Map.of("contact", Content.writeContact(inline.contact()));
        }
        if (recipient instanceof Recipient.Bare bare) {
            return Map.of(
                    "channel", bare.address().channel().value(),
                    "value", bare.address().value());
        }
        return recipient.key();
    }

    static Recipient recipient(Object stored) {
        if (stored instanceof Map<?, ?> map) {
            return map.get("contact") instanceof String contact
                    ? Recipient.contact(Content.readContact(contact))
                    : Recipient.address(Address.of(
                            ChannelName.of(String.valueOf(map.get("channel"))), String.valueOf(map.get("value"))));
        }
        return Recipient.id(String.valueOf(stored));
    }

    static Map<String, Object> write(Notification n) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", n.type());
        map.put("to", n.recipients().stream().map(RequestJson::recipient).toList());
        map.put("groups", n.groups().stream().map(Group::key).toList());
        map.put("data", n.data());
        n.text().ifPresent(t -> {
            map.put("title", t.title());
            map.put("body", t.body());
        });
        n.subject().ifPresent(subject -> map.put("about", subject));
        n.correlation().ifPresent(id -> map.put("correlation", id));
        n.priority().ifPresent(priority -> map.put("priority", priority.name()));
        map.put("by", names(n.onlyBy()));
        map.put("inTurn", n.isInTurn());
        map.put("fallBackTo", names(n.fallBackTo()));
        n.patience().ifPresent(patience -> {
            map.put("patience", patience.within().toString());
            map.put("sign", patience.sign().name());
        });
        n.expiresAfter().ifPresent(life -> map.put("expiresAfter", life.toString()));
        map.put("ifQuiet", n.ifQuiet().name());
        n.sendIf().ifPresent(condition -> map.put("sendIf", condition));
        if (!n.enclosed().isEmpty()) {
            map.put("enclosed", EnclosedJson.write(n.enclosed(), unpinned(n.enclosed())));
        }
        return map;
    }

    /** What is attached is pinned when it is sent: until then its name is enough. */
    private static List<Digest.OfBytes> unpinned(Enclosed enclosed) {
        return enclosed.attachments().stream()
                .map(a -> new Digest.OfBytes(0, ""))
                .toList();
    }

    private static List<String> names(List<ChannelName> channels) {
        return channels.stream().map(ChannelName::value).toList();
    }

    static Notification read(Map<String, Object> map) {
        Notification n = Notification.of(String.valueOf(map.get("type")))
                .with(ContactJson.map(map.get("data")))
                .ifQuiet(IfQuiet.valueOf(String.valueOf(map.get("ifQuiet"))));
        for (Object one : list(map.get("to"))) {
            n = n.to(recipient(one));
        }
        for (Object one : list(map.get("groups"))) {
            n = n.to(Group.ofKey(String.valueOf(one)));
        }
        if (map.get("title") instanceof String title) {
            n = n.saying(title, String.valueOf(map.getOrDefault("body", "")));
        }
        if (map.get("about") instanceof String subject) {
            n = n.about(subject);
        }
        if (map.get("correlation") instanceof String id) {
            n = n.correlation(id);
        }
        if (map.get("priority") instanceof String priority) {
            n = n.priority(Priority.valueOf(priority));
        }
        if (map.get("expiresAfter") instanceof String life) {
            n = n.expiresAfter(Duration.parse(life));
        }
        if (map.get("sendIf") instanceof String condition) {
            n = n.sendIf(condition);
        }
        return enclosing(way(n, map), EnclosedJson.read(ContactJson.map(map.get("enclosed"))));
    }

    private static Notification enclosing(Notification n, Enclosed enclosed) {
        Notification all = n;
        for (Attachment attachment : enclosed.attachments()) {
            all = all.attach(attachment);
        }
        for (Map.Entry<String, String> header : enclosed.headers().entrySet()) {
            all = all.header(header.getKey(), header.getValue());
        }
        all = enclosed.replyTo().isPresent() ? all.replyTo(enclosed.replyTo().get()) : all;
        return enclosed.invite().isPresent() ? all.invite(enclosed.invite().get()) : all;
    }

    private static Notification way(Notification request, Map<String, Object> map) {
        Notification n = request;
        ChannelName[] by = channels(map.get("by"));
        if (by.length > 0) {
            n = Boolean.TRUE.equals(map.get("inTurn")) ? n.firstOf(by) : n.onlyBy(by);
        }
        ChannelName[] instead = channels(map.get("fallBackTo"));
        if (instead.length > 0) {
            n = n.fallBackTo(instead);
        }
        if (map.get("patience") instanceof String time) {
            Route.Patience patience =
                    new Route.Patience(Duration.parse(time), Sign.valueOf(String.valueOf(map.get("sign"))));
            n = patience.sign() == Sign.READ
                    ? n.ifNotReadWithin(patience.within())
                    : n.ifNotAcknowledgedWithin(patience.within());
        }
        return n;
    }

    private static ChannelName[] channels(@Nullable Object names) {
        return list(names).stream()
                .map(name -> ChannelName.of(String.valueOf(name)))
                .toArray(ChannelName[]::new);
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
