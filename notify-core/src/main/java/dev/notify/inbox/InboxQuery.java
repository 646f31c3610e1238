package dev.notify.inbox;

import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What to find in an inbox. Without more it is what lies in it: neither snoozed, archived nor dismissed.
 *
 * <p>Immutable; each call returns a new query.
 */
public record InboxQuery(
        Optional<String> type,
        Optional<String> category,
        Optional<String> subject,
        Set<InboxStatus> statuses,
        Optional<String> after,
        int limit) {

    /** The most items of a page. */
    public static final int MAX_LIMIT = 500;

    private static final int LIMIT = 50;

    /** @throws InvalidInputException naming {@code limit} or {@code status} */
    public InboxQuery {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(after, "after");
        statuses = Set.copyOf(statuses);
        if (statuses.isEmpty()) {
            throw new InvalidInputException("status", "names none: leave it out for what lies in the inbox");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("limit", "must be from 1 to " + MAX_LIMIT);
        }
    }

    /** Everything that lies in the inbox, {@value #LIMIT} at a time. */
    public static InboxQuery all() {
        return new InboxQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                EnumSet.copyOf(InboxStatus.OPEN),
                Optional.empty(),
                LIMIT);
    }

    /** Of this type. */
    public InboxQuery type(String name) {
        Names.check("type", name, NotificationType.MAX_NAME);
        return new InboxQuery(Optional.of(name), category, subject, statuses, after, limit);
    }

    /** Of this category. */
    public InboxQuery category(String name) {
        Names.check("category", name, NotificationType.MAX_NAME);
        return new InboxQuery(type, Optional.of(name), subject, statuses, after, limit);
    }

    /** About this. */
    public InboxQuery about(String what) {
        Names.checkText("subject", what, Notification.MAX_SUBJECT);
        return new InboxQuery(type, category, Optional.of(what), statuses, after, limit);
    }

    /** That stand like one of these. */
    public InboxQuery status(InboxStatus... some) {
        Set<InboxStatus> asked = EnumSet.noneOf(InboxStatus.class);
        asked.addAll(Arrays.asList(some));
        return new InboxQuery(type, category, subject, asked, after, limit);
    }

    /** That were not opened yet. */
    public InboxQuery unread() {
        return status(InboxStatus.NEW, InboxStatus.SEEN);
    }

    /** The page that begins there: {@link InboxPage#next} of the page before. */
    public InboxQuery after(String place) {
        return new InboxQuery(type, category, subject, statuses, Optional.of(place), limit);
    }

    /** At most so many at once. */
    public InboxQuery limit(int most) {
        return new InboxQuery(type, category, subject, statuses, after, most);
    }
}
