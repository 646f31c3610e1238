package dev.notify.internal.remind;

import dev.notify.internal.reminders.ReminderCard;
import dev.notify.request.Invite;
import dev.notify.request.Notification;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The notifications of one edition: one for each time that is not skipped, and the calendar entry. */
final class Parts {

    private Parts() {}

    /** Those of the times, in their order, then the entry. */
    static List<Notification> of(ReminderCard card, List<Times.Time> times, ZoneId services) {
        List<Notification> all = new ArrayList<>();
        Notification basis = told(card.reminder().content(), card, services);
        for (Times.Time time : times) {
            if (!time.skipped()) {
                all.add(basis.when(time.when()).usefulUntil(card.moment()));
            }
        }
        card.reminder().entry().ifPresent(entry -> all.add(entry(card, entry, services)));
        return all;
    }

    private static Notification told(Notification n, ReminderCard card, ZoneId services) {
        ZoneId zone = Times.zoneOf(card.event(), services);
        return n.with("event", card.moment())
                .with("eventLocal", Times.wallOf(card.event(), zone))
                .with("moved", card.number() > 1 && !card.cancelled())
                .with("cancelled", card.cancelled());
    }

    private static Notification entry(ReminderCard card, Notification entry, ZoneId services) {
        Notification content = card.reminder().content();
        Notification n = told(entry, card, services).with(content.data());
        for (var recipient : content.recipients()) {
            n = n.to(recipient);
        }
        for (var group : content.groups()) {
            n = n.to(group);
        }
        n = content.subject().isPresent() ? n.about(content.subject().get()) : n;
        n = content.correlation().isPresent()
                ? n.correlation(content.correlation().get())
                : n;
        Invite invite = entry.enclosed().invite().orElseThrow().revision(card.revision());
        return n.invite(card.cancelled() ? invite.cancelled() : invite).usefulUntil(card.moment());
    }

    /** The entry of an event that began then and begins now, where it lies to it as before. */
    static Invite moved(Invite entry, Instant then, Instant now) {
        Duration by = Duration.between(then, now);
        return new Invite(
                entry.start().plus(by),
                entry.end().plus(by),
                false,
                entry.summary(),
                entry.discreetSummary(),
                entry.location(),
                null);
    }
}
