package dev.notify.internal.prepare;

import dev.notify.inbox.InboxStatus;
import dev.notify.internal.base.TimeSource;
import dev.notify.internal.content.Content;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.security.FieldSeal;
import dev.notify.store.InboxPart;
import dev.notify.store.Rows;
import dev.notify.template.Words;

/** Makes the items that deliveries without a channel bring into inboxes. */
final class Arrivals {

    private final Setup setup;
    private final TimeSource time;

    Arrivals(Setup setup, TimeSource time) {
        this.setup = setup;
        this.time = time;
    }

    /** Whether what goes by this channel comes into an inbox. */
    boolean take(ChannelName channel) {
        return setup.lines().isInbox(channel);
    }

    InboxPart.Item item(Settler.Work work, Content content, Words words) {
        FieldSeal seal = setup.seams().seal();
        Rows.Delivery d = work.loaded().delivery();
        Rows.Notification n = work.loaded().notification();
        String subject = n.subject();
        return new InboxPart.Item(
                d.id(),
                new InboxPart.Owner(d.tenant(), d.recipientLookup()),
                n.id(),
                n.type(),
                work.type().category(),
                n.priority(),
                subject == null
                        ? null
                        : seal.seal(d.id(), "inbox.subject", seal.open(n.id(), "notification.subject", subject)),
                n.subjectLookup(),
                seal.seal(d.id(), "inbox.text", content.writeItem(words)),
                InboxStatus.NEW,
                time.millis(),
                0,
                null,
                null,
                null);
    }
}
