package dev.notify.internal.escalate;

import dev.notify.directory.Group;
import dev.notify.escalation.Asked;
import dev.notify.escalation.Escalation;
import dev.notify.internal.escalation.EscalationCard;
import dev.notify.model.ChannelName;
import dev.notify.request.Notification;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What an escalation sends. */
final class Messages {

    private Messages() {}

    /** What a rung sends: always the same, so that it is a replay when it is sent again. */
    static Notification of(EscalationCard card, UUID id, Asked rung) {
        return to(
                        rung.who(),
                        plain(card.escalation(), card.escalation().message().type(), rung.by()))
                .key(EscalationCard.keyOf(id, rung));
    }

    /** What would be sent to these by these channels, without a key. */
    static Notification to(Escalation escalation, List<String> who, List<ChannelName> by) {
        return to(who, plain(escalation, escalation.message().type(), by));
    }

    /** What the others are told: who has it. */
    static Notification news(EscalationCard card, UUID id, String takenBy, List<String> who, List<ChannelName> by) {
        Notification n =
                plain(card.escalation(), card.escalation().tellOthers(), by).with("takenBy", takenBy);
        return n.toAll(who).key(card.keyOfNews(id, Whom.named(by)));
    }

    private static Notification plain(Escalation escalation, String type, List<ChannelName> by) {
        Notification asked = escalation.message();
        Notification n = Notification.of(type).with(asked.data()).onlyBy(by.toArray(ChannelName[]::new));
        boolean same = type.equals(asked.type());
        n = same && asked.text().isPresent()
                ? n.saying(asked.text().get().title(), asked.text().get().body())
                : n;
        n = asked.subject().isPresent() ? n.about(asked.subject().get()) : n;
        n = asked.correlation().isPresent() ? n.correlation(asked.correlation().get()) : n;
        return same && asked.priority().isPresent()
                ? n.priority(asked.priority().get())
                : n;
    }

    private static Notification to(List<String> who, Notification message) {
        Notification n = message;
        for (String one : who) {
            Optional<Group> group = Whom.group(one);
            n = group.isPresent() ? n.to(group.get()) : n.to(one);
        }
        return n;
    }
}
