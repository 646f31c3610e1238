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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests as plain maps, with all but their key and their times: what is asked for again and again. */
final class RequestJson {

    private RequestJson() {}

    static Map<String, Object> write(Notification n) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", n.type());
        map.put("to", n.recipients().stream().map(RequestJson::recipient).toList());
        map.put("groups", n.groups().stream().map(Group::key).toList());
        map.put("data", n.data());
        n.text().ifPresent(text -> {
            map.put("title", text.title());
            map.put("body", text.body());
        });
        n.subject().ifPresent(subject -> map.put("subject", subject));
        n.correlation().ifPresent(id -> map.put("correlation", id));
        n.priority().ifPresent(priority -> map.put("priority", priority.name()));
        map.put("ifQuiet", n.ifQuiet().name());
        n.sendIf().ifPresent(condition -> map.put("sendIf", condition));
        map.put("onlyBy", names(n.onlyBy()));
        map.put("inTurn", n.isInTurn());
        map.put("then", names(n.ownFallBack()));
        n.patience()
                .ifPresent(patience ->
                        map.put("patience", RouteJson.write(new Route.All(List.of(), List.of(), n.patience()))));
        if (!n.enclosed().isEmpty()) {
            // what is attached is pinned when it is sent: here its name is enough
            List<Digest.OfBytes> pins = n.enclosed().attachments().stream()
                    .map(a -> new Digest.OfBytes(0, ""))
                    .toList();
            map.put("enclosed", EnclosedJson.write(n.enclosed(), pins));
        }
        return map;
    }

    static Notification read(Map<String, Object> map) {
        Notification n = Notification.of(String.valueOf(map.get("type")))
                .with(ContactJson.map(map.get("data")))
                .ifQuiet(IfQuiet.valueOf(String.valueOf(map.get("ifQuiet"))));
        for (Object one : list(map.get("to"))) {
            n = n.to(recipient(one));
        }
        for (Object group : list(map.get("groups"))) {
            n = n.to(Group.ofKey(String.valueOf(group)));
        }
        if (map.get("title") instanceof String title) {
            n = n.saying(title, String.valueOf(map.get("body")));
        }
        n = map.get("subject") instanceof String subject ? n.about(subject) : n;
        n = map.get("correlation") instanceof String id ? n.correlation(id) : n;
        n = map.get("priority") instanceof String priority ? n.priority(Priority.valueOf(priority)) : n;
        n = map.get("sendIf") instanceof String condition ? n.sendIf(condition) : n;
        return enclosing(routed(n, map), EnclosedJson.read(ContactJson.map(map.get("enclosed"))));
    }

    private static Notification routed(Notification n, Map<String, Object> map) {
        ChannelName[] first = channels(map.get("onlyBy"));
        ChannelName[] then = channels(map.get("then"));
        Notification all = n;
        if (first.length > 0) {
            all = Boolean.TRUE.equals(map.get("inTurn")) ? all.firstOf(first) : all.onlyBy(first);
        }
        all = then.length == 0 ? all : all.fallBackTo(then);
        if (!map.containsKey("patience")) {
            return all;
        }
        Route.Patience patience =
                RouteJson.read(ContactJson.map(map.get("patience"))).patience().orElseThrow();
        return patience.sign() == Sign.READ
                ? all.ifNotReadWithin(patience.within())
                : all.ifNotAcknowledgedWithin(patience.within());
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

    static Recipient recipient(Object one) {
        if (one instanceof Map<?, ?> map) {
            return map.get("contact") instanceof String contact
                    ? Recipient.contact(Content.readContact(contact))
                    : Recipient.address(Address.of(
                            ChannelName.of(String.valueOf(map.get("channel"))), String.valueOf(map.get("value"))));
        }
        return Recipient.id(String.valueOf(one));
    }

    private static List<String> names(List<ChannelName> channels) {
        return channels.stream().map(ChannelName::value).toList();
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
