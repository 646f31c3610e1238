package dev.notify.internal.desk;

import dev.notify.model.ChannelName;
import dev.notify.model.NotificationId;
import dev.notify.request.Scope;
import dev.notify.store.InboxPart.Change;
import dev.notify.store.InboxPart.Mark;
import dev.notify.store.InboxPart.Owner;
import dev.notify.store.Rows;
import dev.notify.store.StoreSession;
import java.util.List;
import java.util.stream.Stream;

/** What a sign changes in inboxes. */
final class InboxMarks {

    /** Beyond this the inboxes of others hear of it when they are looked at, not before. */
    private static final int MOST_TOLD = 200;

    private final Writing writing;
    private final Scope scope;

    InboxMarks(Writing writing, Scope scope) {
        this.writing = writing;
        this.scope = scope;
    }

    private StoreSession session() {
        return writing.session(scope);
    }

    /** What these deliveries brought to somebody counts as read. */
    List<Change> reading(List<Rows.Delivery> theirs, long now) {
        return items(theirs.stream()).map(d -> mark(d, Mark.READ, now)).toList();
    }

    /** Whether that is so already. */
    boolean isRead(List<Rows.Delivery> theirs, long now) {
        return items(theirs.stream())
                .flatMap(d -> session().inbox().items(ownerOf(d), List.of(d.id())).stream())
                .noneMatch(item -> item.woken(now).readAt() == null);
    }

    /** Everybody else a notification came to sees that it is taken. */
    List<Change> telling(NotificationId notification, List<Rows.Delivery> theirs, long now) {
        String tenant = scope.tenant().value();
        return items(session().reads().deliveriesOf(tenant, List.of(notification.value())).stream())
                .filter(d -> theirs.stream().noneMatch(own -> own.id().equals(d.id())))
                .limit(MOST_TOLD)
                .map(d -> mark(d, Mark.TAKEN, now))
                .toList();
    }

    private static Stream<Rows.Delivery> items(Stream<Rows.Delivery> deliveries) {
        return deliveries.filter(d -> d.channel().equals(ChannelName.IN_APP.value()));
    }

    private static Change mark(Rows.Delivery d, Mark mark, long now) {
        return new Change(ownerOf(d), List.of(d.id()), mark, now);
    }

    private static Owner ownerOf(Rows.Delivery d) {
        return new Owner(d.tenant(), d.recipientLookup());
    }
}
