package dev.notify.internal.escalation;

import static dev.notify.internal.escalation.EscalationJson.map;
import static dev.notify.internal.escalation.EscalationJson.text;
import static dev.notify.internal.escalation.EscalationJson.texts;

import dev.notify.directory.Group;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.NextPerson;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.request.Notification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was asked for, as plain maps. */
final class LadderJson {

    private static final String ROTA = "rota/";
    private static final String USER = "user/";

    private LadderJson() {}

    static Map<String, Object> write(Escalation escalation) {
        Notification n = escalation.message();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", n.type());
        map.put("to", n.recipients().stream().map(Recipient::key).toList());
        map.put("groups", n.groups().stream().map(Group::key).toList());
        map.put("data", n.data());
        n.text().ifPresent(t -> {
            map.put("title", t.title());
            map.put("body", t.body());
        });
        n.key().ifPresent(key -> map.put("key", key));
        n.subject().ifPresent(about -> map.put("about", about));
        n.correlation().ifPresent(id -> map.put("correlation", id));
        n.priority().ifPresent(p -> map.put("priority", p.name()));
        map.put("rungs", escalation.rungs().stream().map(LadderJson::write).toList());
        map.put("repeats", escalation.repeats());
        escalation.answerWithin().ifPresent(d -> map.put("answer", d.toMillis()));
        escalation.resolveWithin().ifPresent(d -> map.put("resolve", d.toMillis()));
        map.put("quiet", escalation.passesQuietHours());
        map.put("others", escalation.tellOthers());
        escalation.ifNobodyAnswers().ifPresent(h -> map.put("nobody", h));
        return map;
    }

    private static Map<String, Object> write(Escalation.Rung rung) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("after", rung.after().toMillis());
        rung.next().ifPresent(next -> map.put("next", next.key()));
        map.put("by", names(rung.by()));
        return map;
    }

    static List<String> names(List<ChannelName> channels) {
        return channels.stream().map(ChannelName::value).toList();
    }

    static Escalation read(Map<String, Object> map) {
        Escalation e = Escalation.of(text(map, "type"))
                .to(texts(map.get("to")).toArray(String[]::new))
                .with(map(map.get("data")));
        for (String group : texts(map.get("groups"))) {
            e = e.to(Group.ofKey(group));
        }
        e = map.get("title") instanceof String title ? e.saying(title, text(map, "body")) : e;
        e = map.get("key") instanceof String key ? e.key(key) : e;
        e = map.get("about") instanceof String about ? e.about(about) : e;
        e = map.get("correlation") instanceof String id ? e.correlation(id) : e;
        e = map.get("priority") instanceof String name ? e.priority(Priority.valueOf(name)) : e;
        for (Object rung : EscalationJson.list(map.get("rungs"))) {
            e = rung(e, map(rung));
        }
        e = e.repeatUpTo((int) EscalationJson.number(map, "repeats")).tellOthers(text(map, "others"));
        e = map.containsKey("answer") ? e.answerWithin(millis(map, "answer")) : e;
        e = map.containsKey("resolve") ? e.resolveWithin(millis(map, "resolve")) : e;
        e = Boolean.TRUE.equals(map.get("quiet")) ? e.passQuietHours() : e;
        return map.get("nobody") instanceof String handler ? e.ifNobodyAnswers(handler) : e;
    }

    private static Escalation rung(Escalation e, Map<String, Object> map) {
        List<ChannelName> all = new ArrayList<>();
        texts(map.get("by")).forEach(name -> all.add(ChannelName.of(name)));
        ChannelName[] by = all.toArray(ChannelName[]::new);
        if (e.rungs().isEmpty()) {
            return e.firstBy(by);
        }
        Duration after = millis(map, "after");
        return map.get("next") instanceof String key ? e.thenAfter(after, person(key), by) : e.thenAfter(after, by);
    }

    private static NextPerson person(String key) {
        return key.startsWith(ROTA)
                ? NextPerson.onCall(key.substring(ROTA.length()))
                : key.startsWith(USER)
                        ? NextPerson.user(key.substring(USER.length()))
                        : NextPerson.members(Group.ofKey(key));
    }

    private static Duration millis(Map<String, Object> map, String name) {
        return Duration.ofMillis(EscalationJson.number(map, name));
    }
}
